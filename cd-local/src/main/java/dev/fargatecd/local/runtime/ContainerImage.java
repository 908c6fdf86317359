package dev.fargatecd.local.runtime;

/**
 * An image that is ready to start.
 *
 * @param digest of its manifest; by it the runtime that pulled the image finds it again
 */
public record ContainerImage(String digest, ImageConfig config) {}
