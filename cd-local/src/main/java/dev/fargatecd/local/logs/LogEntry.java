package dev.fargatecd.local.logs;

import java.nio.charset.StandardCharsets;

/**
 * One log event as it is kept.
 *
 * @param timestamp epoch milliseconds, as the writer says
 * @param ingested epoch milliseconds, as the cloud says
 * @param sequence in the order of arrival in its stream, from 1
 */
record LogEntry(long timestamp, long ingested, long sequence, String message) {
    /** What CloudWatch Logs counts an event as beside its message. */
    static final int OVERHEAD = 26;

    Position position() {
        return new Position(timestamp, sequence);
    }

    /** In bytes, as CloudWatch Logs counts. */
    long size() {
        return size(message);
    }

    static long size(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length + (long) OVERHEAD;
    }
}
