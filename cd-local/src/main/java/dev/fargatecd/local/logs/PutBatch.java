package dev.fargatecd.local.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/**
 * What becomes of the events of one PutLogEvents: which are kept and which are refused, by the limits of
 * API_PutLogEvents.html.
 *
 * @param rejected empty where all are kept
 */
record PutBatch(List<InputLogEvent> kept, Optional<RejectedLogEventsInfo> rejected) {
    static final int MOST_EVENTS = 10_000;
    static final long MOST_BYTES = 1_048_576;
    private static final Duration FUTURE = Duration.ofHours(2);
    private static final Duration PAST = Duration.ofDays(14);
    private static final Duration SPAN = Duration.ofHours(24);

    /**
     * Judges a batch.
     *
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException where the whole batch is
     *     refused
     */
    static PutBatch judge(List<InputLogEvent> events, Instant now, Optional<Integer> retentionInDays) {
        checkSize(events);
        checkOrder(events);
        long tooNew = now.plus(FUTURE).toEpochMilli();
        long tooOld = now.minus(PAST).toEpochMilli();
        long expired = retentionInDays
                .map(days -> now.minus(Duration.ofDays(days)).toEpochMilli())
                .orElse(Long.MIN_VALUE);
        List<InputLogEvent> kept = new ArrayList<>();
        RejectedLogEventsInfo.Builder rejected = RejectedLogEventsInfo.builder();
        int newFrom = events.size();
        for (int i = 0; i < events.size(); i++) {
            long timestamp = events.get(i).timestamp();
            if (timestamp > tooNew) {
                newFrom = Math.min(newFrom, i);
            } else if (timestamp < tooOld) {
                rejected.tooOldLogEventEndIndex(i + 1);
            } else if (timestamp < expired) {
                rejected.expiredLogEventEndIndex(i + 1);
            } else {
                kept.add(events.get(i));
            }
        }
        if (newFrom < events.size()) {
            rejected.tooNewLogEventStartIndex(newFrom);
        }
        checkSpan(kept);
        return new PutBatch(
                List.copyOf(kept), kept.size() == events.size() ? Optional.empty() : Optional.of(rejected.build()));
    }

    private static void checkSize(List<InputLogEvent> events) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw LogFaults.constraint(
                    events.size() + " events", "logEvents", "have length between 1 and " + MOST_EVENTS);
        }
        long bytes = 0;
        for (InputLogEvent event : events) {
            if (event.timestamp() == null || event.timestamp() < 0) {
                throw LogFaults.constraint(event.timestamp(), "logEvents.timestamp", "be at least 0");
            }
            if (event.message() == null || event.message().isEmpty()) {
                throw LogFaults.constraint("", "logEvents.message", "have length greater than or equal to 1");
            }
            bytes += LogEntry.size(event.message());
        }
        if (bytes > MOST_BYTES) {
            throw LogFaults.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
    }

    private static void checkOrder(List<InputLogEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
                throw LogFaults.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
    }

    private static void checkSpan(List<InputLogEvent> kept) {
        if (!kept.isEmpty()
                && kept.get(kept.size() - 1).timestamp() - kept.get(0).timestamp() > SPAN.toMillis()) {
            throw LogFaults.invalid("The batch of log events in a single PutLogEvents request cannot span more than "
                    + SPAN.toHours() + " hours.");
        }
    }
}
