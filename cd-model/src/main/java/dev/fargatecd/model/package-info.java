/** The module cd-model. */
@NullMarked
package dev.fargatecd.model;

import org.jspecify.annotations.NullMarked;
