package dev.fargatecd.local.cloudwatch;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/**
 * Amazon CloudWatch: alarms on metrics.
 *
 * <p>There are no metrics here, so an alarm has no data until somebody sets its state; a change of state is an event, and
 * its actions are not taken.
 */
public final class CloudWatchService implements CloudWatchClient {
    private static final int MOST = 100;

    private final CloudContext cloud;
    private final Table<StoredAlarm> alarms;

    public CloudWatchService(CloudContext cloud) {
        this.cloud = cloud;
        alarms = cloud.store().table("cloudwatch.alarms", StoredAlarm.class);
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        AlarmRules.check(request);
        Key key = new Key(scope(), request.alarmName());
        Optional<StoredAlarm> there = alarms.get(key);
        Instant now = cloud.clock().instant();
        MetricAlarm.Builder alarm = there.map(old -> old.alarm().toBuilder())
                .orElseGet(() -> MetricAlarm.builder()
                        .alarmName(request.alarmName())
                        .alarmArn(arn(request.alarmName()))
                        .stateValue(StateValue.INSUFFICIENT_DATA)
                        .stateReason("Unchecked: Initial alarm creation")
                        .stateUpdatedTimestamp(now)
                        .stateTransitionedTimestamp(now));
        alarm.alarmDescription(request.alarmDescription())
                .alarmConfigurationUpdatedTimestamp(now)
                .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .metricName(request.metricName())
                .namespace(request.namespace())
                .statistic(request.statistic())
                .extendedStatistic(request.extendedStatistic())
                .dimensions(request.dimensions())
                .period(request.period())
                .unit(request.unit())
                .evaluationPeriods(request.evaluationPeriods())
                .datapointsToAlarm(request.datapointsToAlarm())
                .threshold(request.threshold())
                .comparisonOperator(request.comparisonOperator())
                .treatMissingData(request.treatMissingData())
                .evaluateLowSampleCountPercentile(request.evaluateLowSampleCountPercentile())
                .metrics(request.metrics())
                .thresholdMetricId(request.thresholdMetricId());
        // tags are those of the creation; a later call does not change them (API_PutMetricAlarm.html, Tags)
        alarms.put(
                key,
                there.map(old -> old.with(alarm.build()))
                        .orElseGet(() -> StoredAlarm.of(alarm.build(), request.tags())));
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        Supported.only(
                "cloudwatch DescribeAlarms",
                request,
                "AlarmNames",
                "AlarmNamePrefix",
                "AlarmTypes",
                "StateValue",
                "ActionPrefix",
                "MaxRecords",
                "NextToken");
        if (!request.alarmNames().isEmpty() && request.alarmNamePrefix() != null) {
            throw CloudWatchFaults.validation("AlarmNamePrefix and AlarmNames can't be used together.");
        }
        int size = Objects.requireNonNullElse(request.maxRecords(), MOST / 2);
        if (size < 1 || size > MOST) {
            throw CloudWatchFaults.validation("MaxRecords must be between 1 and " + MOST + ".");
        }
        boolean metric = request.alarmTypes().isEmpty() || request.alarmTypes().contains(AlarmType.METRIC_ALARM);
        List<MetricAlarm> found = alarms.list(scope()).stream()
                .map(StoredAlarm::alarm)
                .filter(alarm -> metric && matches(request, alarm))
                .toList();
        Page<MetricAlarm> page = page(found, request.nextToken(), size);
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean matches(DescribeAlarmsRequest request, MetricAlarm alarm) {
        boolean named = request.alarmNames().isEmpty() || request.alarmNames().contains(alarm.alarmName());
        boolean begins = request.alarmNamePrefix() == null || alarm.alarmName().startsWith(request.alarmNamePrefix());
        boolean inState = request.stateValue() == null || request.stateValue() == alarm.stateValue();
        boolean acts = request.actionPrefix() == null
                || Stream.of(alarm.alarmActions(), alarm.okActions(), alarm.insufficientDataActions())
                        .flatMap(List::stream)
                        .anyMatch(action -> action.startsWith(request.actionPrefix()));
        return named && begins && inState && acts;
    }

    private static Page<MetricAlarm> page(List<MetricAlarm> all, @Nullable String token, int size) {
        try {
            return Page.of(all, MetricAlarm::alarmName, token, size);
        } catch (IllegalArgumentException noPage) {
            throw CloudWatchFaults.noPage();
        }
    }

    /** As on AWS, one name that is none keeps all of several from being deleted. */
    @Override
    public DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest request) {
        if (request.alarmNames().size() > MOST) {
            throw CloudWatchFaults.validation("At most " + MOST + " alarms can be deleted at once.");
        }
        if (request.alarmNames().size() > 1) {
            request.alarmNames().forEach(this::get);
        }
        request.alarmNames().forEach(name -> alarms.remove(new Key(scope(), name)));
        return DeleteAlarmsResponse.builder().build();
    }

    @Override
    public SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        MetricAlarm before = get(AlarmRules.name(request.alarmName())).alarm();
        if (request.stateValue() == null || request.stateValue() == StateValue.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchFaults.validation("Value '" + request.stateValueAsString()
                    + "' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [INSUFFICIENT_DATA, ALARM, OK]");
        }
        if (request.stateReason() == null) {
            throw CloudWatchFaults.validation("The parameter StateReason is required.");
        }
        Instant now = cloud.clock().instant();
        MetricAlarm after = before.toBuilder()
                .stateValue(request.stateValue())
                .stateReason(request.stateReason())
                .stateReasonData(request.stateReasonData())
                .stateUpdatedTimestamp(now)
                .stateTransitionedTimestamp(
                        before.stateValue() == request.stateValue() ? before.stateTransitionedTimestamp() : now)
                .build();
        alarms.update(new Key(scope(), after.alarmName()), old -> old.with(after));
        if (before.stateValue() != after.stateValue()) {
            tell(before, after);
        }
        return SetAlarmStateResponse.builder().build();
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
    private void tell(MetricAlarm before, MetricAlarm after) {
        cloud.journal()
                .append(
                        scope(),
                        "aws.cloudwatch",
                        "CloudWatch Alarm State Change",
                        List.of(after.alarmArn()),
                        Map.of(
                                "alarmName", after.alarmName(),
                                "state", state(after),
                                "previousState", state(before),
                                "configuration",
                                        Map.of(
                                                "description",
                                                Objects.requireNonNullElse(after.alarmDescription(), ""))));
    }

    private static Map<String, Object> state(MetricAlarm alarm) {
        return Map.of(
                "value", alarm.stateValueAsString(),
                "reason", alarm.stateReason(),
                "timestamp", alarm.stateUpdatedTimestamp().toString());
    }

    @Override
    public EnableAlarmActionsResponse enableAlarmActions(EnableAlarmActionsRequest request) {
        request.alarmNames().forEach(name -> enable(name, true));
        return EnableAlarmActionsResponse.builder().build();
    }

    @Override
    public DisableAlarmActionsResponse disableAlarmActions(DisableAlarmActionsRequest request) {
        request.alarmNames().forEach(name -> enable(name, false));
        return DisableAlarmActionsResponse.builder().build();
    }

    private void enable(String name, boolean enabled) {
        alarms.update(
                new Key(scope(), name),
                old -> old.with(old.alarm().toBuilder().actionsEnabled(enabled).build()));
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        alarms.update(new Key(scope(), named(request.resourceARN())), old -> old.tagged(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        alarms.update(new Key(scope(), named(request.resourceARN())), old -> old.untagged(request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(get(named(request.resourceARN())).shownTags())
                .build();
    }

    /** The name of the alarm of that ARN, which exists. */
    private String named(@Nullable String arn) {
        String prefix = arn("");
        if (arn == null || !arn.startsWith(prefix)) {
            throw CloudWatchFaults.validation("The ARN " + arn + " is not one of an alarm of this account and region.");
        }
        return get(arn.substring(prefix.length())).alarm().alarmName();
    }

    private StoredAlarm get(String name) {
        return alarms.get(new Key(scope(), name)).orElseThrow(() -> CloudWatchFaults.notFound(name));
    }

    private static String arn(String name) {
        return scope().arn("cloudwatch", "alarm:" + name);
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
