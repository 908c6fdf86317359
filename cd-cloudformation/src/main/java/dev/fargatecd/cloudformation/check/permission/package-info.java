/** Checks of roles and policies. */
@NullMarked
package dev.fargatecd.cloudformation.check.permission;

import org.jspecify.annotations.NullMarked;
