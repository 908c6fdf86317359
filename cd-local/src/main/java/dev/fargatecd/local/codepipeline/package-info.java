/** CodePipeline. */
@NullMarked
package dev.fargatecd.local.codepipeline;

import org.jspecify.annotations.NullMarked;
