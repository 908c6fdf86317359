/** {@code cf/pipeline.yml}: from a push to the deployed service, and the permissions of everyone who takes part. */
@NullMarked
package dev.fargatecd.templates.pipeline;

import org.jspecify.annotations.NullMarked;
