package dev.fargatecd.local.runtime;

import java.nio.file.Path;

/**
 * An image that is ready to start.
 *
 * @param digest of its manifest
 * @param root the folder that holds its files; shared by all its containers
 */
public record ContainerImage(String digest, ImageConfig config, Path root) {}
