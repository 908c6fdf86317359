/** The docker and aws that a build finds first on its PATH, and the part of them that the cloud does itself. */
@NullMarked
package dev.fargatecd.local.buildtools;

import org.jspecify.annotations.NullMarked;
