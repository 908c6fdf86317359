/** Tests of the checks, over fixtures: one file, or one folder, for each mistake. */
@NullMarked
package dev.fargatecd.cloudformation.check;

import org.jspecify.annotations.NullMarked;
