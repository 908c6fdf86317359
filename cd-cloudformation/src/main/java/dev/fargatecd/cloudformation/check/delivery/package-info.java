/** Checks across templates, pipelines, builds and images. */
@NullMarked
package dev.fargatecd.cloudformation.check.delivery;

import org.jspecify.annotations.NullMarked;
