package dev.fargatecd.local.cloudwatch;

import static dev.fargatecd.local.cloudwatch.CloudWatchFaults.validation;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What an alarm on a metric may be.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>
 */
final class AlarmRules {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_ACTIONS = 5;
    private static final Set<Integer> SHORT_PERIODS = Set.of(10, 20, 30);
    private static final int MINUTE = 60;
    private static final Set<String> MISSING_DATA = Set.of("breaching", "notBreaching", "ignore", "missing");

    private AlarmRules() {}

    static void check(PutMetricAlarmRequest request) {
        name(request.alarmName());
        if (request.comparisonOperator() == null) {
            throw validation("The parameter ComparisonOperator is required.");
        }
        if (request.comparisonOperator() == ComparisonOperator.UNKNOWN_TO_SDK_VERSION) {
            throw validation("Value '" + request.comparisonOperatorAsString()
                    + "' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: "
                    + ComparisonOperator.knownValues().stream().sorted().toList());
        }
        if (request.evaluationPeriods() == null || request.evaluationPeriods() < 1) {
            throw validation("The parameter EvaluationPeriods must be greater than or equal to 1.");
        }
        if (request.datapointsToAlarm() != null && request.datapointsToAlarm() > request.evaluationPeriods()) {
            throw validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
        }
        if (request.treatMissingData() != null && !MISSING_DATA.contains(request.treatMissingData())) {
            throw validation(
                    "The value '" + request.treatMissingData() + "' for parameter TreatMissingData is not supported.");
        }
        actions("AlarmActions", request.alarmActions().size());
        actions("OKActions", request.okActions().size());
        actions("InsufficientDataActions", request.insufficientDataActions().size());
        if (request.metrics().isEmpty()) {
            metric(request);
        } else if (request.metricName() != null || request.namespace() != null || request.statistic() != null) {
            throw validation("MetricName, Namespace and Statistic can't be used together with Metrics.");
        }
    }

    private static void metric(PutMetricAlarmRequest request) {
        if (request.metricName() == null || request.namespace() == null) {
            throw validation("The parameters MetricName and Namespace are required, or the parameter Metrics.");
        }
        if ((request.statistic() == null) == (request.extendedStatistic() == null)) {
            throw validation("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.");
        }
        if (request.statistic() == Statistic.UNKNOWN_TO_SDK_VERSION) {
            throw validation("Value '" + request.statisticAsString()
                    + "' at 'statistic' failed to satisfy constraint: Member must satisfy enum value set: "
                    + Statistic.knownValues().stream().sorted().toList());
        }
        if (request.unit() == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw validation("Value '" + request.unitAsString()
                    + "' at 'unit' failed to satisfy constraint: Member must satisfy the enum value set");
        }
        if (request.period() == null
                || request.period() < 1
                || (!SHORT_PERIODS.contains(request.period()) && request.period() % MINUTE != 0)) {
            throw validation("Period must be 10, 20, 30 or a multiple of 60.");
        }
        if (request.threshold() == null) {
            throw validation("The parameter Threshold is required.");
        }
    }

    static String name(@Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw validation("The parameter AlarmName must have between 1 and " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    private static void actions(String parameter, int number) {
        if (number > MOST_ACTIONS) {
            throw validation("The parameter " + parameter + " must have at most " + MOST_ACTIONS + " entries.");
        }
    }
}
