/** Images without an engine: a Dockerfile's instructions read, planned, built by jib and pushed to a registry. */
@NullMarked
package dev.fargatecd.local.images;

import org.jspecify.annotations.NullMarked;
