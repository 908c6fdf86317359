package dev.fargatecd.model;

import java.util.Optional;

/**
 * How a commit becomes an image.
 *
 * @param buildspec the buildspec in the source repository; empty: one is rendered, which builds the Dockerfile
 */
public record Build(Optional<RepositoryFile> buildspec) {}
