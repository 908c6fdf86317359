/** The module cd-aws. */
@NullMarked
package dev.fargatecd.aws;

import org.jspecify.annotations.NullMarked;
