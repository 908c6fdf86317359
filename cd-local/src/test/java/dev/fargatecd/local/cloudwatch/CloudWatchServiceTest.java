package dev.fargatecd.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** CloudWatch's alarms, over HTTP with the SDK's client. */
final class CloudWatchServiceTest {
    private static LocalCloud cloud;
    private static CloudWatchClient cloudwatch;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        cloudwatch = CloudWatchClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        cloudwatch.close();
        cloud.close();
    }

    private static PutMetricAlarmRequest.Builder alarm(String name) {
        return PutMetricAlarmRequest.builder()
                .alarmName(name)
                .namespace("AWS/ECS")
                .metricName("CPUUtilization")
                .statistic(Statistic.AVERAGE)
                .period(60)
                .evaluationPeriods(2)
                .threshold(80.5)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    private static MetricAlarm described(String name) {
        return cloudwatch
                .describeAlarms(request -> request.alarmNames(name))
                .metricAlarms()
                .get(0);
    }

    @Test
    void hasNoDataUntilSomebodySetsItsState() {
        cloudwatch.putMetricAlarm(alarm("busy").build());
        assertThat(described("busy").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(described("busy").stateReason()).isEqualTo("Unchecked: Initial alarm creation");
        assertThat(described("busy").threshold()).isEqualTo(80.5);

        cloudwatch.setAlarmState(request ->
                request.alarmName("busy").stateValue(StateValue.ALARM).stateReason("a test"));
        assertThat(described("busy").stateValue()).isEqualTo(StateValue.ALARM);
        Event told = cloud.journal().since(0).stream()
                .filter(event -> event.source().equals("aws.cloudwatch")
                        && event.text("alarmName").equals("busy"))
                .findFirst()
                .orElseThrow();
        assertThat(told.type()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(told.detail().get("state"))
                .isInstanceOfSatisfying(
                        Map.class, state -> assertThat(state.get("value")).isEqualTo("ALARM"));

        cloudwatch.putMetricAlarm(alarm("busy").threshold(90.0).build());
        assertThat(described("busy").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(described("busy").threshold()).isEqualTo(90);
    }

    @Test
    void listsAlarmsByPrefixAndStatePageByPage() {
        cloudwatch.putMetricAlarm(alarm("list-1").build());
        cloudwatch.putMetricAlarm(alarm("list-2").build());
        cloudwatch.setAlarmState(
                request -> request.alarmName("list-2").stateValue(StateValue.OK).stateReason("a test"));

        assertThat(cloudwatch
                        .describeAlarmsPaginator(
                                request -> request.alarmNamePrefix("list-").maxRecords(1))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("list-1", "list-2");
        assertThat(cloudwatch
                        .describeAlarms(
                                request -> request.alarmNamePrefix("list-").stateValue(StateValue.OK))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("list-2");
    }

    @Test
    void deletesNoneWhereOneOfSeveralIsNotThere() {
        cloudwatch.putMetricAlarm(alarm("gone").build());
        assertThatExceptionOfType(CloudWatchException.class)
                .isThrownBy(() -> cloudwatch.deleteAlarms(request -> request.alarmNames("gone", "never")))
                .satisfies(
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"));
        assertThat(described("gone").alarmName()).isEqualTo("gone");

        cloudwatch.deleteAlarms(request -> request.alarmNames("gone"));
        assertThat(cloudwatch
                        .describeAlarms(request -> request.alarmNames("gone"))
                        .metricAlarms())
                .isEmpty();
    }

    @Test
    void refusesAlarmsThatNothingCouldEvaluate() {
        assertRefused(alarm("a").period(45), "Period");
        assertRefused(alarm("a").statistic((Statistic) null), "Exactly one");
        assertRefused(alarm("a").threshold(null), "Threshold");
        assertRefused(alarm("a").comparisonOperator("Near"), "comparisonOperator");
        assertRefused(alarm("a").datapointsToAlarm(3), "DatapointsToAlarm");
        assertRefused(alarm("").period(60), "AlarmName");
    }

    private static void assertRefused(PutMetricAlarmRequest.Builder alarm, String message) {
        assertThatExceptionOfType(CloudWatchException.class)
                .isThrownBy(() -> cloudwatch.putMetricAlarm(alarm.build()))
                .withMessageContaining(message)
                .satisfies(
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    }
}
