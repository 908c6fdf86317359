package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The groups and streams.
 *
 * <p>A group holds at most {@link #GROUP_BYTES} of events; what is beyond drops out, from the stream that was written
 * to the longest ago and there the oldest events first. (AWS keeps everything until its retention is over.)
 */
final class LogStore {
    static final long GROUP_BYTES = 8L << 20;

    private final Table<LogGroup> groups;
    private final Table<LogStream> streams;

    LogStore(Store store) {
        groups = store.table("logs.groups", LogGroup.class);
        streams = store.table("logs.streams", LogStream.class);
    }

    /** The groups whose names begin so, ordered by name. */
    List<LogGroup> groups(Scope scope, String prefix) {
        return groups.list(scope, prefix);
    }

    Optional<LogGroup> group(Scope scope, String name) {
        return groups.get(new Key(scope, name));
    }

    /** Adds the group if there is none of its name, and tells whether it did. */
    boolean add(LogGroup group) {
        return groups.putIfAbsent(new Key(group.scope(), group.name()), group);
    }

    /** Changes the group, and tells whether there is one. */
    boolean change(Scope scope, String name, UnaryOperator<LogGroup> change) {
        return groups.update(new Key(scope, name), change).isPresent();
    }

    synchronized void remove(LogGroup group) {
        groups.remove(new Key(group.scope(), group.name()));
        streams(group).forEach(stream -> streams.remove(key(group.scope(), group.name(), stream.name())));
    }

    /** The group's streams, ordered by name. */
    List<LogStream> streams(LogGroup group) {
        return streams.list(group.scope(), group.name() + ":");
    }

    Optional<LogStream> stream(LogGroup group, String name) {
        return streams.get(key(group.scope(), group.name(), name));
    }

    /** Adds the stream if there is none of its name, and tells whether it did. */
    boolean add(LogGroup group, LogStream stream) {
        return streams.putIfAbsent(key(group.scope(), group.name(), stream.name()), stream);
    }

    void remove(LogGroup group, String stream) {
        streams.remove(key(group.scope(), group.name(), stream));
    }

    /** Changes the stream, then drops what the group holds too much; tells whether there is such a stream. */
    synchronized boolean append(LogGroup group, String stream, UnaryOperator<LogStream> change) {
        boolean found =
                streams.update(key(group.scope(), group.name(), stream), change).isPresent();
        trim(group);
        return found;
    }

    private void trim(LogGroup group) {
        List<LogStream> all = streams(group);
        long tooMuch = all.stream().mapToLong(LogStream::bytes).sum() - GROUP_BYTES;
        if (tooMuch <= 0) {
            return;
        }
        List<LogStream> longestAgoFirst = all.stream()
                .sorted(Comparator.comparingLong(
                        stream -> stream.lastIngestion().orElse(0)))
                .toList();
        for (LogStream stream : longestAgoFirst) {
            if (tooMuch > 0) {
                LogStream smaller = stream.withoutOldest(tooMuch);
                tooMuch -= stream.bytes() - smaller.bytes();
                streams.put(key(group.scope(), group.name(), stream.name()), smaller);
            }
        }
    }

    /** Neither a group's nor a stream's name holds a colon. */
    private static Key key(Scope scope, String group, String stream) {
        return new Key(scope, group + ":" + stream);
    }
}
