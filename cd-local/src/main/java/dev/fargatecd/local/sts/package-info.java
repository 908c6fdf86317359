/** STS. */
@NullMarked
package dev.fargatecd.local.sts;

import org.jspecify.annotations.NullMarked;
