/** The module cd-cli. */
@NullMarked
package dev.fargatecd.cli;

import org.jspecify.annotations.NullMarked;
