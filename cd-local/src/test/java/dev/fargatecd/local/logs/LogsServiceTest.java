package dev.fargatecd.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.gateway.OverHttp;
import dev.fargatecd.local.kernel.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The API, called over HTTP as any client of AWS would. */
final class LogsServiceTest {
    private static LocalCloud cloud;
    private static CloudWatchLogsClient logs;

    private final long now = System.currentTimeMillis();
    private String group = "";

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        logs = OverHttp.client(cloud, CloudWatchLogsClient.builder());
    }

    @AfterAll
    static void stop() {
        logs.close();
        cloud.close();
    }

    @BeforeEach
    void makeGroup(TestInfo test) {
        group = "/test/" + test.getTestMethod().orElseThrow().getName();
        logs.createLogGroup(r -> r.logGroupName(group));
        logs.createLogStream(r -> r.logGroupName(group).logStreamName("one"));
    }

    @Test
    void namesTheGroupWithAndWithoutTheStar() {
        LogGroup shown = logs.describeLogGroups(r -> r.logGroupNamePrefix(group))
                .logGroups()
                .get(0);
        assertThat(shown.logGroupArn()).isEqualTo("arn:aws:logs:us-east-1:000000000000:log-group:" + group);
        assertThat(shown.arn()).isEqualTo(shown.logGroupArn() + ":*");
        assertThat(shown.retentionInDays()).isNull();
    }

    @Test
    void refusesASecondGroupOfTheNameAndAnUnknownOne() {
        assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName(group)))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("The specified log group already exists");
        assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName("/none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log group does not exist.");
        assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("a b")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("'logGroupName' failed to satisfy constraint");
    }

    @Test
    void keepsRetentionAndTags() {
        logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(7));
        String arn = logs.describeLogGroups(r -> r.logGroupNamePrefix(group))
                .logGroups()
                .get(0)
                .arn();
        logs.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
        logs.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
        assertThat(logs.listTagsForResource(r -> r.resourceArn(arn)).tags()).containsOnly(Map.entry("b", "2"));
        assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix(group))
                        .logGroups()
                        .get(0)
                        .retentionInDays())
                .isEqualTo(7);
        assertThatThrownBy(
                        () -> logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(8)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Value '8' at 'retentionInDays'");
    }

    @Test
    void pagesThroughGroups() {
        IntStream.range(0, 5).forEach(i -> logs.createLogGroup(r -> r.logGroupName(group + "/" + i)));
        List<String> names = logs
                .describeLogGroupsPaginator(
                        r -> r.logGroupNamePrefix(group + "/").limit(2))
                .stream()
                .flatMap(page -> page.logGroups().stream())
                .map(LogGroup::logGroupName)
                .toList();
        assertThat(names).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void listsStreamsByTheirLastEvent() {
        logs.createLogStream(r -> r.logGroupName(group).logStreamName("two"));
        put("one", now, "later");
        put("two", now - 1000, "earlier");
        assertThat(logs.describeLogStreams(r ->
                                r.logGroupName(group).orderBy("LastEventTime").descending(true))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("one", "two");
    }

    @Test
    void readsForwardUntilTheTokenStaysTheSame() {
        put("one", now, "a", "b", "c", "d", "e");
        List<String> read = new ArrayList<>();
        String token = null;
        for (int page = 0; page < 10; page++) {
            String at = token;
            GetLogEventsResponse answer = logs.getLogEvents(r -> r.logGroupName(group)
                    .logStreamName("one")
                    .startFromHead(true)
                    .limit(2)
                    .nextToken(at));
            answer.events().forEach(event -> read.add(event.message()));
            if (answer.nextForwardToken().equals(token)) {
                assertThat(answer.events()).isEmpty();
                break;
            }
            token = answer.nextForwardToken();
        }
        assertThat(read).containsExactly("a", "b", "c", "d", "e");
        put("one", now + 1, "f");
        String end = token;
        assertThat(messages(end)).containsExactly("f");
    }

    @Test
    void readsTheLatestFirstAndThenBackward() {
        put("one", now, "a", "b", "c");
        GetLogEventsResponse last = logs.getLogEvents(
                r -> r.logGroupName(group).logStreamName("one").limit(2));
        assertThat(last.events()).extracting(OutputLogEvent::message).containsExactly("b", "c");
        assertThat(messages(last.nextBackwardToken())).containsExactly("a");
        assertThat(messages(last.nextForwardToken())).isEmpty();
    }

    @Test
    void ordersByTimeWhatComesLate() {
        put("one", now, "second");
        put("one", now - 5000, "first");
        assertThat(messages(null)).containsExactly("first", "second");
    }

    @Test
    void rejectsWhatIsTooOldOrTooNewAndKeepsTheRest() {
        PutLogEventsResponse answer = logs.putLogEvents(r -> r.logGroupName(group)
                .logStreamName("one")
                .logEvents(
                        event(now - Duration.ofDays(15).toMillis(), "old"),
                        event(now, "good"),
                        event(now + Duration.ofHours(3).toMillis(), "new")));
        assertThat(answer.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(answer.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(2);
        assertThat(messages(null)).containsExactly("good");
    }

    @Test
    void refusesABatchOutOfOrderOrTooLarge() {
        assertThatThrownBy(() -> logs.putLogEvents(r ->
                        r.logGroupName(group).logStreamName("one").logEvents(event(now, "b"), event(now - 1, "a"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("chronological order");
        assertThatThrownBy(() -> put("one", now, "x".repeat(1_048_576)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Upload too large: 1048602 bytes exceeds limit of 1048576");
    }

    @Test
    void filtersByTermsAcrossStreams() {
        logs.createLogStream(r -> r.logGroupName(group).logStreamName("two"));
        put("one", now, "ERROR one", "fine");
        put("two", now + 1, "an ERROR 500", "ERROR timeout");
        assertThat(filter("ERROR")).containsExactly("ERROR one", "an ERROR 500", "ERROR timeout");
        assertThat(filter("ERROR -timeout")).containsExactly("ERROR one", "an ERROR 500");
        assertThat(filter("?fine ?timeout")).containsExactly("fine", "ERROR timeout");
        assertThat(filter("\"ERROR 500\"")).containsExactly("an ERROR 500");
        assertThatThrownBy(() -> filter("{ $.level = \"ERROR\" }"))
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("filter pattern");
        assertThatThrownBy(() -> filter("a/b")).hasMessageContaining("Invalid character(s) in term 'a/b'");
    }

    @Test
    void pagesThroughWhatItFilters() {
        put("one", now, "a", "b", "c", "d", "e");
        assertThat(logs.filterLogEventsPaginator(r -> r.logGroupName(group).limit(2)).events().stream()
                        .map(FilteredLogEvent::message))
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void tellsFollowersOfEachBatch() throws Exception {
        CompletableFuture<Event> told = new CompletableFuture<>();
        try (var subscription = cloud.journal().subscribe(event -> {
            if (event.type().equals("Log Events Put") && event.text("logGroup").equals(group)) {
                told.complete(event);
            }
        })) {
            put("one", now, "hello");
            assertThat(told.get(5, TimeUnit.SECONDS).text("logStream")).isEqualTo("one");
        }
    }

    @Test
    void dropsTheOldestWhenAGroupHoldsTooMuch() {
        String large = "x".repeat(1_000_000);
        IntStream.range(0, 10).forEach(i -> put("one", now + i, i + large));
        List<String> kept = logs.filterLogEvents(r -> r.logGroupName(group)).events().stream()
                .map(event -> event.message().substring(0, 1))
                .toList();
        assertThat(kept).hasSizeBetween(7, 8).endsWith("9");
    }

    private List<String> messages(@Nullable String token) {
        return logs.getLogEvents(r -> r.logGroupName(group).logStreamName("one").nextToken(token)).events().stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    private List<String> filter(String pattern) {
        return logs.filterLogEvents(r -> r.logGroupName(group).filterPattern(pattern)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    private void put(String stream, long timestamp, String... messages) {
        logs.putLogEvents(r -> r.logGroupName(group)
                .logStreamName(stream)
                .logEvents(List.of(messages).stream()
                        .map(message -> event(timestamp, message))
                        .toList()));
    }

    private static InputLogEvent event(long timestamp, String message) {
        return InputLogEvent.builder().timestamp(timestamp).message(message).build();
    }
}
