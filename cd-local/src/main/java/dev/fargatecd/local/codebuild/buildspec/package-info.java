/** The buildspec file: what a build does, read with the lines it stands in. */
@NullMarked
package dev.fargatecd.local.codebuild.buildspec;

import org.jspecify.annotations.NullMarked;
