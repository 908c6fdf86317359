/** Checks of properties against the facts of their resource types. */
@NullMarked
package dev.fargatecd.cloudformation.check.property;

import org.jspecify.annotations.NullMarked;
