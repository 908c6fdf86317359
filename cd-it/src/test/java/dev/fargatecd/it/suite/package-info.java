/** Where the suite runs, what its contracts are, and what each target made of them. */
@NullMarked
package dev.fargatecd.it.suite;

import org.jspecify.annotations.NullMarked;
