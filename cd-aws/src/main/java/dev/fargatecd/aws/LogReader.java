package dev.fargatecd.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What programs and builds wrote to CloudWatch Logs. */
public final class LogReader {
    /** How far back following looks again: events may arrive late and out of order. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final CloudWatchLogsClient logs;
    private final Polling polling;

    public LogReader(CloudWatchLogsClient logs, Polling polling) {
        this.logs = logs;
        this.polling = polling;
    }

    /** The last lines of one stream, oldest first; none where group or stream is missing. */
    public List<LogLine> tail(String group, String stream, int lines) {
        try {
            return logs
                    .getLogEvents(request -> request.logGroupName(group)
                            .logStreamName(stream)
                            .startFromHead(false)
                            .limit(lines))
                    .events()
                    .stream()
                    .map(event -> new LogLine(
                            Instant.ofEpochMilli(event.timestamp()),
                            stream,
                            event.message().stripTrailing()))
                    .toList();
        } catch (ResourceNotFoundException missing) {
            return List.of();
        }
    }

    /** All lines of a group since a time, ordered by time; none where the group is missing. */
    public List<LogLine> since(String group, Instant from) {
        return read(group, from, new HashSet<>());
    }

    /** Hands each line of a group from a time on to the reader, until the answer is cancelled or the bound is over. */
    public CompletableFuture<Void> follow(String group, Instant from, Duration bound, Consumer<LogLine> reader) {
        Set<String> seen = new HashSet<>();
        Instant[] newest = {from};
        return polling.until("more lines of " + group, bound, () -> {
            Instant start = newest[0].minus(OVERLAP);
            for (LogLine line : read(group, start.isBefore(from) ? from : start, seen)) {
                newest[0] = line.time().isAfter(newest[0]) ? line.time() : newest[0];
                reader.accept(line);
            }
            return Optional.empty();
        });
    }

    private List<LogLine> read(String group, Instant from, Set<String> seen) {
        List<LogLine> lines = new ArrayList<>();
        try {
            for (FilteredLogEvent event : logs.filterLogEventsPaginator(
                            request -> request.logGroupName(group).startTime(from.toEpochMilli()))
                    .events()) {
                if (seen.add(event.eventId())) {
                    lines.add(new LogLine(
                            Instant.ofEpochMilli(event.timestamp()),
                            event.logStreamName(),
                            event.message().stripTrailing()));
                }
            }
        } catch (ResourceNotFoundException missing) {
            return List.of();
        }
        lines.sort(Comparator.comparing(LogLine::time));
        return lines;
    }
}
