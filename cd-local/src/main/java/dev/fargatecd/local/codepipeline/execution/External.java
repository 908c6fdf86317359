package dev.fargatecd.local.codepipeline.execution;

import java.util.Optional;

/** What an action started in another service: a build, a stack operation. */
public record External(Optional<String> id, Optional<String> url, Optional<String> summary) {
    public static final External NOTHING = new External(Optional.empty(), Optional.empty(), Optional.empty());

    public static External of(String id, String url, String summary) {
        return new External(Optional.of(id), Optional.of(url), Optional.of(summary));
    }

    public External withSummary(String text) {
        return new External(id, url, Optional.of(text));
    }
}
