/** All checks, as one list. */
@NullMarked
package dev.fargatecd.cloudformation.check.catalogue;

import org.jspecify.annotations.NullMarked;
