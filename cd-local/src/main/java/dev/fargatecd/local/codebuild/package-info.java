/** CodeBuild. */
@NullMarked
package dev.fargatecd.local.codebuild;

import org.jspecify.annotations.NullMarked;
