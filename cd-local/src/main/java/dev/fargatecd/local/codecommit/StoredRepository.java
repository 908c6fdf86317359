package dev.fargatecd.local.codecommit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a repository beside its git objects.
 *
 * @param id names its folder, so that no repository name ever becomes a path
 * @param defaultBranch without {@code refs/heads/}; empty until the first branch is pushed
 */
record StoredRepository(
        String name,
        String id,
        String arn,
        Optional<String> description,
        Optional<String> kmsKeyId,
        Optional<String> defaultBranch,
        Map<String, String> tags,
        Instant created,
        Instant modified) {

    StoredRepository {
        tags = Map.copyOf(tags);
    }

    StoredRepository withDefaultBranch(String branch, Instant now) {
        return new StoredRepository(name, id, arn, description, kmsKeyId, Optional.of(branch), tags, created, now);
    }

    StoredRepository withDescription(Optional<String> text, Instant now) {
        return new StoredRepository(name, id, arn, text, kmsKeyId, defaultBranch, tags, created, now);
    }

    StoredRepository withTags(Map<String, String> all) {
        return new StoredRepository(name, id, arn, description, kmsKeyId, defaultBranch, all, created, modified);
    }

    /** The same, changed just now: by a push for example. */
    StoredRepository touched(Instant now) {
        return new StoredRepository(name, id, arn, description, kmsKeyId, defaultBranch, tags, created, now);
    }
}
