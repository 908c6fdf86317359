/** What the actions of a pipeline do: one provider each. */
@NullMarked
package dev.fargatecd.local.codepipeline.action;

import org.jspecify.annotations.NullMarked;
