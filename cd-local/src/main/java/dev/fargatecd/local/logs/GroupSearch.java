package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.Page;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** FilterLogEvents: the events of a group's streams that match, in the order of their time. */
final class GroupSearch {
    private static final Comparator<Found> ORDER = Comparator.comparing(
                    (Found found) -> found.entry().timestamp())
            .thenComparing(Found::stream)
            .thenComparing(found -> found.entry().sequence());

    private GroupSearch() {}

    private record Found(String stream, LogEntry entry) {
        /** Unique in the group. */
        String key() {
            return entry.position() + stream;
        }
    }

    static FilterLogEventsResponse search(List<LogStream> streams, FilterLogEventsRequest request, long oldest) {
        FilterPattern pattern = pattern(request.filterPattern());
        List<Found> found = chosen(streams, request).stream()
                .flatMap(stream -> StreamReader.within(stream, oldest, request.startTime(), request.endTime()).stream()
                        .map(entry -> new Found(stream.name(), entry)))
                .filter(one -> pattern.test(one.entry().message()))
                .sorted(ORDER)
                .toList();
        Page<Found> page;
        try {
            page = Page.of(found, Found::key, request.nextToken(), StreamReader.limit(request.limit()));
        } catch (IllegalArgumentException noPage) {
            throw LogFaults.invalid("The specified nextToken is invalid.");
        }
        return FilterLogEventsResponse.builder()
                .events(page.items().stream().map(GroupSearch::output).toList())
                .searchedLogStreams(List.of())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static FilterPattern pattern(@Nullable String text) {
        try {
            return FilterPattern.parse(text == null ? "" : text);
        } catch (IllegalArgumentException wrong) {
            throw LogFaults.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<LogStream> chosen(List<LogStream> streams, FilterLogEventsRequest request) {
        String prefix = request.logStreamNamePrefix();
        if (request.hasLogStreamNames() && prefix != null) {
            throw LogFaults.invalid("logStreamNames and logStreamNamePrefix cannot be specified together.");
        }
        if (!request.hasLogStreamNames()) {
            return streams.stream()
                    .filter(stream -> prefix == null || stream.name().startsWith(prefix))
                    .toList();
        }
        return request.logStreamNames().stream()
                .map(name -> streams.stream()
                        .filter(stream -> stream.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> LogFaults.notFound("log stream")))
                .toList();
    }

    private static FilteredLogEvent output(Found found) {
        return FilteredLogEvent.builder()
                .logStreamName(found.stream())
                .timestamp(found.entry().timestamp())
                .ingestionTime(found.entry().ingested())
                .message(found.entry().message())
                .eventId(found.entry().position().toString())
                .build();
    }
}
