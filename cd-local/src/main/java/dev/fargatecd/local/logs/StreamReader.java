package dev.fargatecd.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/**
 * GetLogEvents: pages of one stream, forward and backward.
 *
 * <p>A token is a direction and the position beside which its page begins. At the end of the stream the token that
 * comes back is the one that was sent, as API_GetLogEvents.html says.
 */
final class StreamReader {
    private static final int MOST_EVENTS = 10_000;

    private StreamReader() {}

    private record Token(boolean forward, Position position) {
        static Token parse(String text) {
            Optional<Position> position = text.startsWith("f/") || text.startsWith("b/")
                    ? Position.parse(text.substring(2))
                    : Optional.empty();
            return position.map(at -> new Token(text.startsWith("f/"), at))
                    .orElseThrow(() -> LogFaults.invalid("The specified nextToken is invalid."));
        }
    }

    static GetLogEventsResponse read(LogStream stream, GetLogEventsRequest request, long oldest) {
        int limit = limit(request.limit());
        List<LogEntry> events = within(stream, oldest, request.startTime(), request.endTime());
        Token token = request.nextToken() == null
                ? start(events, Boolean.TRUE.equals(request.startFromHead()))
                : Token.parse(request.nextToken());
        List<LogEntry> page = token.forward()
                ? head(
                        events.stream()
                                .filter(e -> e.position().compareTo(token.position()) > 0)
                                .toList(),
                        limit)
                : tail(
                        events.stream()
                                .filter(e -> e.position().compareTo(token.position()) < 0)
                                .toList(),
                        limit);
        Position forward =
                page.isEmpty() ? token.position() : page.get(page.size() - 1).position();
        // Where nothing is left in one direction, the other token leads back over what the sent one stood beside.
        Position backward = !page.isEmpty()
                ? page.get(0).position()
                : token.forward() ? token.position().next() : token.position();
        return GetLogEventsResponse.builder()
                .events(page.stream().map(StreamReader::output).toList())
                .nextForwardToken("f/" + forward)
                .nextBackwardToken("b/" + backward)
                .build();
    }

    /** The events of a stream that have not expired and lie within the times, the end excluded, as FilterLogEvents has it too. */
    static List<LogEntry> within(LogStream stream, long oldest, @Nullable Long start, @Nullable Long end) {
        long from = Math.max(oldest, start == null ? 0 : start);
        long to = end == null ? Long.MAX_VALUE : end;
        return stream.entries().stream()
                .filter(entry -> entry.timestamp() >= from && entry.timestamp() < to)
                .toList();
    }

    static int limit(@Nullable Integer asked) {
        if (asked != null && (asked < 1 || asked > MOST_EVENTS)) {
            throw LogFaults.constraint(asked, "limit", "have value between 1 and " + MOST_EVENTS);
        }
        return asked == null ? MOST_EVENTS : asked;
    }

    private static Token start(List<LogEntry> events, boolean fromHead) {
        if (fromHead || events.isEmpty()) {
            return new Token(true, Position.START);
        }
        return new Token(false, events.get(events.size() - 1).position().next());
    }

    /** The first events, as many as fit: no page is larger than a batch that was put. */
    private static List<LogEntry> head(List<LogEntry> events, int limit) {
        List<LogEntry> page = new ArrayList<>();
        long bytes = 0;
        for (LogEntry event : events) {
            bytes += event.size();
            if (page.size() == limit || bytes > PutBatch.MOST_BYTES) {
                break;
            }
            page.add(event);
        }
        return page;
    }

    private static List<LogEntry> tail(List<LogEntry> events, int limit) {
        int from = events.size();
        long bytes = 0;
        while (from > 0 && events.size() - from < limit) {
            bytes += events.get(from - 1).size();
            if (bytes > PutBatch.MOST_BYTES) {
                break;
            }
            from--;
        }
        return events.subList(from, events.size());
    }

    private static OutputLogEvent output(LogEntry entry) {
        return OutputLogEvent.builder()
                .timestamp(entry.timestamp())
                .ingestionTime(entry.ingested())
                .message(entry.message())
                .build();
    }
}
