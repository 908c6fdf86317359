package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/**
 * Amazon CloudWatch Logs: groups, streams, events.
 *
 * <p>Each batch that is put is an event of the journal ({@code local.logs}, {@code Log Events Put}), so that whoever
 * follows a stream need not poll.
 */
public final class LogsService implements CloudWatchLogsClient {
    private static final Pattern GROUP_NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
    private static final Pattern STREAM_NAME = Pattern.compile("[^:*]{1,512}");
    private static final int PAGE = 50;

    /** The days of API_PutRetentionPolicy.html. */
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final CloudContext cloud;
    private final LogStore store;

    public LogsService(CloudContext cloud) {
        this.cloud = cloud;
        store = new LogStore(cloud.store());
    }

    @Override
    public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest request) {
        Supported.only(
                "logs CreateLogGroup",
                request,
                "logGroupName",
                "kmsKeyId",
                "tags",
                "logGroupClass",
                "deletionProtectionEnabled");
        if (request.logGroupClass() != null && request.logGroupClass() != LogGroupClass.STANDARD) {
            throw new UnsupportedOperationException("logs CreateLogGroup: logGroupClass "
                    + request.logGroupClassAsString() + " is not supported by the local cloud");
        }
        LogGroup group = new LogGroup(
                here(),
                checked(request.logGroupName(), "logGroupName", GROUP_NAME),
                now().toEpochMilli(),
                Optional.empty(),
                Optional.ofNullable(request.kmsKeyId()),
                Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                request.tags());
        if (!store.add(group)) {
            throw LogFaults.exists("log group");
        }
        return CreateLogGroupResponse.builder().build();
    }

    @Override
    public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
        LogGroup group = group(request.logGroupName(), null);
        if (group.deletionProtected()) {
            throw LogFaults.invalid("The log group cannot be deleted because deletion protection is enabled.");
        }
        store.remove(group);
        return DeleteLogGroupResponse.builder().build();
    }

    @Override
    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
        Supported.only(
                "logs DescribeLogGroups",
                request,
                "logGroupNamePrefix",
                "logGroupNamePattern",
                "nextToken",
                "limit",
                "logGroupClass");
        String prefix = request.logGroupNamePrefix();
        String pattern = request.logGroupNamePattern();
        if (prefix != null && pattern != null) {
            throw LogFaults.invalid(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        boolean otherClass = request.logGroupClass() != null && request.logGroupClass() != LogGroupClass.STANDARD;
        List<LogGroup> found = store.groups(here(), prefix == null ? "" : prefix).stream()
                .filter(group -> !otherClass)
                .filter(group -> pattern == null || group.name().contains(pattern))
                .toList();
        Page<LogGroup> page = page(found, LogGroup::name, request.nextToken(), request.limit());
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream().map(this::shown).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public PutRetentionPolicyResponse putRetentionPolicy(PutRetentionPolicyRequest request) {
        if (!RETENTIONS.contains(request.retentionInDays())) {
            throw LogFaults.constraint(
                    request.retentionInDays(), "retentionInDays", "satisfy enum value set: " + RETENTIONS);
        }
        setRetention(request.logGroupName(), Optional.of(request.retentionInDays()));
        return PutRetentionPolicyResponse.builder().build();
    }

    @Override
    public DeleteRetentionPolicyResponse deleteRetentionPolicy(DeleteRetentionPolicyRequest request) {
        setRetention(request.logGroupName(), Optional.empty());
        return DeleteRetentionPolicyResponse.builder().build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        change(groupOf(request.resourceArn()).name(), group -> group.tagged(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        change(groupOf(request.resourceArn()).name(), group -> group.untagged(request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(groupOf(request.resourceArn()).tags())
                .build();
    }

    @Override
    public CreateLogStreamResponse createLogStream(CreateLogStreamRequest request) {
        LogGroup group = group(request.logGroupName(), null);
        String name = checked(request.logStreamName(), "logStreamName", STREAM_NAME);
        if (!store.add(group, LogStream.empty(group.name(), name, now().toEpochMilli()))) {
            throw LogFaults.exists("log stream");
        }
        return CreateLogStreamResponse.builder().build();
    }

    @Override
    public DeleteLogStreamResponse deleteLogStream(DeleteLogStreamRequest request) {
        LogGroup group = group(request.logGroupName(), null);
        store.remove(group, stream(group, request.logStreamName()).name());
        return DeleteLogStreamResponse.builder().build();
    }

    @Override
    public DescribeLogStreamsResponse describeLogStreams(DescribeLogStreamsRequest request) {
        LogGroup group = group(request.logGroupName(), request.logGroupIdentifier());
        String prefix = request.logStreamNamePrefix();
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && prefix != null) {
            throw LogFaults.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Comparator<LogStream> byName = Comparator.comparing(LogStream::name);
        Comparator<LogStream> order = byTime
                ? Comparator.comparingLong(
                                (LogStream stream) -> stream.lastTimestamp().orElse(0))
                        .thenComparing(byName)
                : byName;
        List<LogStream> found = store.streams(group).stream()
                .filter(stream -> prefix == null || stream.name().startsWith(prefix))
                .sorted(Boolean.TRUE.equals(request.descending()) ? Collections.reverseOrder(order) : order)
                .toList();
        Page<LogStream> page = page(found, LogStream::name, request.nextToken(), request.limit());
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items().stream()
                        .map(stream -> shown(group, stream))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public PutLogEventsResponse putLogEvents(PutLogEventsRequest request) {
        LogGroup group = group(request.logGroupName(), null);
        String name = stream(group, request.logStreamName()).name();
        PutBatch batch = PutBatch.judge(request.logEvents(), now(), group.retentionInDays());
        if (!batch.kept().isEmpty()) {
            if (!store.append(group, name, stream -> stream.with(numbered(batch.kept(), stream.arrived())))) {
                throw LogFaults.notFound("log stream");
            }
            cloud.journal()
                    .append(
                            group.scope(),
                            "local.logs",
                            "Log Events Put",
                            List.of(streamArn(group, name)),
                            Map.of(
                                    "logGroup",
                                    group.name(),
                                    "logStream",
                                    name,
                                    "events",
                                    batch.kept().size()));
        }
        return PutLogEventsResponse.builder()
                .nextSequenceToken(Position.START.toString())
                .rejectedLogEventsInfo(batch.rejected().orElse(null))
                .build();
    }

    @Override
    public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
        LogGroup group = group(request.logGroupName(), request.logGroupIdentifier());
        return StreamReader.read(stream(group, request.logStreamName()), request, oldest(group));
    }

    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
        LogGroup group = group(request.logGroupName(), request.logGroupIdentifier());
        return GroupSearch.search(store.streams(group), request, oldest(group));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private static Scope here() {
        return Caller.current().scope();
    }

    private Instant now() {
        return cloud.clock().instant();
    }

    /** The group by its name, or by an identifier: its name or its ARN. */
    private LogGroup group(@Nullable String name, @Nullable String identifier) {
        if ((name == null) == (identifier == null)) {
            throw LogFaults.invalid("Exactly one of logGroupName and logGroupIdentifier must be specified.");
        }
        if (name == null) {
            return String.valueOf(identifier).startsWith("arn:") ? groupOf(identifier) : group(identifier, null);
        }
        return store.group(here(), checked(name, "logGroupName", GROUP_NAME))
                .orElseThrow(() -> LogFaults.notFound("log group"));
    }

    /** The group of an ARN, with or without {@code :*} at its end. */
    private LogGroup groupOf(@Nullable String arn) {
        String prefix = here().arn("logs", "log-group:");
        if (arn == null || !arn.startsWith(prefix)) {
            throw LogFaults.notFound("log group");
        }
        String name = arn.substring(prefix.length());
        return group(name.endsWith(":*") ? name.substring(0, name.length() - 2) : name, null);
    }

    private LogStream stream(LogGroup group, String name) {
        return store.stream(group, checked(name, "logStreamName", STREAM_NAME))
                .orElseThrow(() -> LogFaults.notFound("log stream"));
    }

    private void setRetention(String name, Optional<Integer> days) {
        change(group(name, null).name(), group -> group.withRetention(days));
    }

    private void change(String name, UnaryOperator<LogGroup> change) {
        if (!store.change(here(), name, change)) {
            throw LogFaults.notFound("log group");
        }
    }

    private List<LogEntry> numbered(List<InputLogEvent> events, long arrived) {
        long now = now().toEpochMilli();
        List<LogEntry> entries = new ArrayList<>();
        for (InputLogEvent event : events) {
            entries.add(new LogEntry(event.timestamp(), now, arrived + entries.size() + 1, event.message()));
        }
        return entries;
    }

    /** Before this (epoch milliseconds) the group's events have expired. */
    private long oldest(LogGroup group) {
        return group.retentionInDays()
                .map(days -> now().minus(Duration.ofDays(days)).toEpochMilli())
                .orElse(0L);
    }

    private static String checked(@Nullable String value, String member, Pattern pattern) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw LogFaults.constraint(value, member, "satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > PAGE)) {
            throw LogFaults.constraint(limit, "limit", "have value between 1 and " + PAGE);
        }
        try {
            return Page.of(all, key, token, limit == null ? PAGE : limit);
        } catch (IllegalArgumentException noPage) {
            throw LogFaults.invalid("The specified nextToken is invalid.");
        }
    }

    private software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup shown(LogGroup group) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.created())
                .retentionInDays(group.retentionInDays().orElse(null))
                .metricFilterCount(0)
                .arn(group.arn() + ":*")
                .logGroupArn(group.arn())
                .storedBytes(store.streams(group).stream()
                        .mapToLong(LogStream::bytes)
                        .sum())
                .kmsKeyId(group.kmsKeyId().orElse(null))
                .logGroupClass(LogGroupClass.STANDARD)
                .deletionProtectionEnabled(group.deletionProtected())
                .build();
    }

    private static software.amazon.awssdk.services.cloudwatchlogs.model.LogStream shown(
            LogGroup group, LogStream stream) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.created())
                .firstEventTimestamp(boxed(stream.firstTimestamp()))
                .lastEventTimestamp(boxed(stream.lastTimestamp()))
                .lastIngestionTime(boxed(stream.lastIngestion()))
                .uploadSequenceToken(Position.START.toString())
                .arn(streamArn(group, stream.name()))
                .build();
    }

    private static String streamArn(LogGroup group, String stream) {
        return group.arn() + ":log-stream:" + stream;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
