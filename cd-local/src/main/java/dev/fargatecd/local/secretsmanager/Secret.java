package dev.fargatecd.local.secretsmanager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A secret with its versions.
 *
 * @param versions oldest first
 */
record Secret(
        String name,
        String arn,
        Settings settings,
        List<SecretVersion> versions,
        Map<String, String> tags,
        Times times) {
    /** What Secrets Manager keeps of the versions without a label: the oldest go when there would be more. */
    private static final int MOST = 100;

    /** What is kept beside the value, without effect here. */
    record Settings(Optional<String> description, Optional<String> kmsKeyId, Optional<String> policy) {}

    /**
     * When what happened.
     *
     * @param removal when the secret goes for good, after it was deleted with a recovery window
     */
    record Times(
            Instant created,
            Instant changed,
            Optional<Instant> accessed,
            Optional<Instant> deleted,
            Optional<Instant> removal) {
        Times changedAt(Instant now) {
            return new Times(created, now, accessed, deleted, removal);
        }

        Times accessedAt(Instant day) {
            return new Times(created, changed, Optional.of(day), deleted, removal);
        }

        Times deletedAt(Instant now, Instant forGood) {
            return new Times(created, changed, accessed, Optional.of(now), Optional.of(forGood));
        }

        Times restored() {
            return new Times(created, changed, accessed, Optional.empty(), Optional.empty());
        }
    }

    Secret {
        versions = List.copyOf(versions);
        tags = Map.copyOf(tags);
    }

    Optional<SecretVersion> version(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    /** The version that has the label; a label is on one version at most. */
    Optional<SecretVersion> staged(String stage) {
        return versions.stream()
                .filter(version -> version.stages().contains(stage))
                .findFirst();
    }

    boolean isDeleted() {
        return times.deleted().isPresent();
    }

    /** With another version, that takes its labels from those that have them now. */
    Secret with(SecretVersion added, Instant now) {
        List<SecretVersion> all = new ArrayList<>(versions);
        Set<String> stages = added.stages();
        all.add(new SecretVersion(added.id(), added.text(), added.binary(), Set.of(), added.created()));
        Secret grown = new Secret(name, arn, settings, trimmed(all), tags, times.changedAt(now));
        for (String stage : stages) {
            grown = grown.moved(stage, Optional.of(added.id()), now);
        }
        return grown;
    }

    private static List<SecretVersion> trimmed(List<SecretVersion> all) {
        List<SecretVersion> deprecated = all.subList(0, all.size() - 1).stream()
                .filter(version -> version.stages().isEmpty())
                .toList();
        List<SecretVersion> rest = new ArrayList<>(all);
        rest.removeAll(deprecated.subList(0, Math.max(0, deprecated.size() - MOST)));
        return rest;
    }

    /**
     * With the label on another version, or on none. Where AWSCURRENT goes away from a version, that one becomes
     * AWSPREVIOUS.
     */
    Secret moved(String stage, Optional<String> to, Instant now) {
        Optional<String> from = staged(stage).map(SecretVersion::id);
        if (from.equals(to)) {
            return this;
        }
        Secret moved =
                each(version -> to.equals(Optional.of(version.id())) ? version.with(stage) : version.without(stage));
        boolean leavesOneBehind = stage.equals(SecretVersion.CURRENT) && from.isPresent();
        return leavesOneBehind ? moved.moved(SecretVersion.PREVIOUS, from, now) : moved.with(times.changedAt(now));
    }

    private Secret each(UnaryOperator<SecretVersion> change) {
        return new Secret(name, arn, settings, versions.stream().map(change).toList(), tags, times);
    }

    Secret with(Settings now) {
        return new Secret(name, arn, now, versions, tags, times);
    }

    Secret with(Times now) {
        return new Secret(name, arn, settings, versions, tags, now);
    }

    Secret tagged(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return new Secret(name, arn, settings, versions, all, times);
    }

    Secret untagged(List<String> keys) {
        Map<String, String> rest = new HashMap<>(tags);
        rest.keySet().removeAll(keys);
        return new Secret(name, arn, settings, versions, rest, times);
    }

    /** The labels by version, of the versions that have some. */
    Map<String, List<String>> stages() {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        versions.stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> stages.put(version.id(), version.labels()));
        return stages;
    }
}
