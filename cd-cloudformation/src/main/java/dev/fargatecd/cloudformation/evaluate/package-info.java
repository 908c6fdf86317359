/** A template's values: parameters, conditions and functions, with whatever only a stack's engine knows behind a port. */
@NullMarked
package dev.fargatecd.cloudformation.evaluate;

import org.jspecify.annotations.NullMarked;
