/** The local cloud's tasks and image builds in a container engine: Docker, or what speaks its API. */
@NullMarked
package dev.fargatecd.docker;

import org.jspecify.annotations.NullMarked;
