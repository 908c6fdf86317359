package dev.fargatecd.local.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A log stream and its events, ordered by position.
 *
 * @param created epoch milliseconds
 * @param arrived how many events have ever come, also those dropped since
 * @param bytes of the events that are there, as CloudWatch Logs counts
 */
record LogStream(String group, String name, long created, long arrived, long bytes, List<LogEntry> entries) {
    LogStream {
        entries = List.copyOf(entries);
    }

    static LogStream empty(String group, String name, long created) {
        return new LogStream(group, name, created, 0, 0, List.of());
    }

    /**
     * With more events.
     *
     * @param more in the order of arrival, numbered after {@link #arrived}
     */
    LogStream with(List<LogEntry> more) {
        List<LogEntry> all = new ArrayList<>(entries.size() + more.size());
        all.addAll(entries);
        all.addAll(more);
        if (!inOrder(all, entries.size())) {
            all.sort(Comparator.comparing(LogEntry::position));
        }
        long added = more.stream().mapToLong(LogEntry::size).sum();
        return new LogStream(group, name, created, arrived + more.size(), bytes + added, all);
    }

    /** Without its oldest events, so many that at least that many bytes are gone, or all. */
    LogStream withoutOldest(long bytesToFree) {
        long freed = 0;
        int from = 0;
        while (from < entries.size() && freed < bytesToFree) {
            freed += entries.get(from++).size();
        }
        return new LogStream(group, name, created, arrived, bytes - freed, entries.subList(from, entries.size()));
    }

    OptionalLong firstTimestamp() {
        return entries.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(entries.get(0).timestamp());
    }

    OptionalLong lastTimestamp() {
        return entries.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(entries.get(entries.size() - 1).timestamp());
    }

    OptionalLong lastIngestion() {
        return entries.stream().mapToLong(LogEntry::ingested).max();
    }

    /** Whether the events from the index on, too, stand in order; those before do. */
    private static boolean inOrder(List<LogEntry> all, int from) {
        for (int i = Math.max(from, 1); i < all.size(); i++) {
            if (all.get(i - 1).position().compareTo(all.get(i).position()) > 0) {
                return false;
            }
        }
        return true;
    }
}
