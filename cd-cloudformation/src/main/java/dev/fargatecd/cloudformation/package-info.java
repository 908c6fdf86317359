/** The module cd-cloudformation. */
@NullMarked
package dev.fargatecd.cloudformation;

import org.jspecify.annotations.NullMarked;
