/** What a pipeline may be made of. */
@NullMarked
package dev.fargatecd.local.codepipeline.structure;

import org.jspecify.annotations.NullMarked;
