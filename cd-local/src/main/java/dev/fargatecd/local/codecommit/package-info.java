/** CodeCommit. */
@NullMarked
package dev.fargatecd.local.codecommit;

import org.jspecify.annotations.NullMarked;
