/** Executions of pipelines: the state they are in, what is due next, and who does it. */
@NullMarked
package dev.fargatecd.local.codepipeline.execution;

import org.jspecify.annotations.NullMarked;
