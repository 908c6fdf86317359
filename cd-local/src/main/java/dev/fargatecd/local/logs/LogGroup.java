package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A log group as it is kept.
 *
 * @param created epoch milliseconds
 * @param retentionInDays empty where events never expire
 * @param kmsKeyId stored and shown; nothing is encrypted here
 */
record LogGroup(
        Scope scope,
        String name,
        long created,
        Optional<Integer> retentionInDays,
        Optional<String> kmsKeyId,
        boolean deletionProtected,
        Map<String, String> tags) {
    LogGroup {
        tags = Map.copyOf(tags);
    }

    /** The ARN that names the group itself. */
    String arn() {
        return scope.arn("logs", "log-group:" + name);
    }

    LogGroup withRetention(Optional<Integer> days) {
        return new LogGroup(scope, name, created, days, kmsKeyId, deletionProtected, tags);
    }

    LogGroup withDeletionProtected(boolean on) {
        return new LogGroup(scope, name, created, retentionInDays, kmsKeyId, on, tags);
    }

    LogGroup tagged(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(more);
        return new LogGroup(scope, name, created, retentionInDays, kmsKeyId, deletionProtected, all);
    }

    LogGroup untagged(Iterable<String> keys) {
        Map<String, String> all = new TreeMap<>(tags);
        keys.forEach(all::remove);
        return new LogGroup(scope, name, created, retentionInDays, kmsKeyId, deletionProtected, all);
    }
}
