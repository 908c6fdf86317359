package dev.fargatecd.local.codepipeline.execution;

/**
 * What one action hands to those that follow: an archive in the pipeline's bucket.
 *
 * @param name as the pipeline's structure calls it
 */
public record Artifact(String name, String bucket, String key) {}
