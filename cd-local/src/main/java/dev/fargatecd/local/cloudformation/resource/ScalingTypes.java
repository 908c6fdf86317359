package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** The types of Application Auto Scaling and CloudWatch. */
final class ScalingTypes {
    private static final String[] ALARM = {
        "ActionsEnabled",
        "AlarmActions",
        "AlarmDescription",
        "ComparisonOperator",
        "DatapointsToAlarm",
        "Dimensions",
        "EvaluateLowSampleCountPercentile",
        "EvaluationPeriods",
        "ExtendedStatistic",
        "InsufficientDataActions",
        "MetricName",
        "Metrics",
        "Namespace",
        "OKActions",
        "Period",
        "Statistic",
        "Threshold",
        "ThresholdMetricId",
        "TreatMissingData",
        "Unit"
    };
    private static final String[] POLICY = {
        "PolicyType", "StepScalingPolicyConfiguration", "TargetTrackingScalingPolicyConfiguration"
    };
    private static final String[] TARGET = {"MaxCapacity", "MinCapacity", "RoleARN", "SuspendedState"};

    private ScalingTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(target(), policy(), alarm());
    }

    private static ResourceType<ApplicationAutoScalingClient> target() {
        return ResourceType.of("AWS::ApplicationAutoScaling::ScalableTarget", ApplicationAutoScalingClient.class)
                .createdBy((scaling, target) -> {
                    scaling.registerScalableTarget(
                            ResourceType.request(RegisterScalableTargetRequest::builder, target.tagsAsMap()));
                    return target.text("ResourceId") + "|" + target.text("ScalableDimension") + "|"
                            + target.text("ServiceNamespace");
                })
                .update(
                        ResourceType.names(TARGET),
                        (scaling, target) -> scaling.registerScalableTarget(ResourceType.request(
                                RegisterScalableTargetRequest::builder,
                                target.properties().without("Tags"))))
                .tags(new Tagging<>() {
                    @Override
                    public void tag(
                            ApplicationAutoScalingClient scaling, PhysicalResource target, Map<String, String> tags) {
                        scaling.tagResource(request ->
                                request.resourceARN(arn(scaling, target)).tags(tags));
                    }

                    @Override
                    public void untag(
                            ApplicationAutoScalingClient scaling, PhysicalResource target, List<String> keys) {
                        scaling.untagResource(request ->
                                request.resourceARN(arn(scaling, target)).tagKeys(keys));
                    }
                })
                .attributes((scaling, target) -> Map.of("Id", target.id()))
                .deletedBy((scaling, target) -> scaling.deregisterScalableTarget(
                        request -> request.serviceNamespace(target.properties().text("ServiceNamespace"))
                                .resourceId(target.properties().text("ResourceId"))
                                .scalableDimension(target.properties().text("ScalableDimension"))));
    }

    private static String arn(ApplicationAutoScalingClient scaling, PhysicalResource target) {
        return scaling.describeScalableTargets(
                        request -> request.serviceNamespace(target.properties().text("ServiceNamespace"))
                                .resourceIds(target.properties().text("ResourceId")))
                .scalableTargets()
                .get(0)
                .scalableTargetARN();
    }

    private static ResourceType<ApplicationAutoScalingClient> policy() {
        return ResourceType.of("AWS::ApplicationAutoScaling::ScalingPolicy", ApplicationAutoScalingClient.class)
                .create(
                        PutScalingPolicyRequest::builder,
                        ScalingTypes::located,
                        ApplicationAutoScalingClient::putScalingPolicy,
                        made -> made.policyARN())
                .replace(
                        ResourceType.names(POLICY),
                        (scaling, policy) -> scaling.putScalingPolicy(
                                ResourceType.request(PutScalingPolicyRequest::builder, located(policy.properties()))))
                .attributes((scaling, policy) -> Map.of("Arn", policy.id()))
                .deletedBy((scaling, policy) -> {
                    Properties where = located(policy.properties());
                    scaling.deleteScalingPolicy(request -> request.policyName(where.text("PolicyName"))
                            .serviceNamespace(where.text("ServiceNamespace"))
                            .resourceId(where.text("ResourceId"))
                            .scalableDimension(where.text("ScalableDimension")));
                });
    }

    /** With the three members that say what is scaled, where the template names the target by what Ref answers. */
    private static Properties located(Properties policy) {
        if (!policy.has("ScalingTargetId")) {
            return policy;
        }
        String[] target = policy.text("ScalingTargetId").split("\\|");
        if (target.length != 3) {
            throw new HandlerFault(
                    HandlerError.INVALID_REQUEST, "Invalid ScalingTargetId " + policy.text("ScalingTargetId"));
        }
        return policy.without("ScalingTargetId")
                .with("ResourceId", target[0])
                .with("ScalableDimension", target[1])
                .with("ServiceNamespace", target[2]);
    }

    private static ResourceType<CloudWatchClient> alarm() {
        return ResourceType.of("AWS::CloudWatch::Alarm", CloudWatchClient.class)
                .named(NameRule.of("AlarmName", 255))
                .createdBy((cloudwatch, alarm) -> {
                    cloudwatch.putMetricAlarm(ResourceType.request(PutMetricAlarmRequest::builder, alarm));
                    return alarm.text("AlarmName");
                })
                .replace(
                        ResourceType.names(ALARM),
                        (cloudwatch, alarm) -> cloudwatch.putMetricAlarm(ResourceType.request(
                                PutMetricAlarmRequest::builder,
                                alarm.properties().only(ALARM).with("AlarmName", alarm.id()))))
                .tags(new Tagging<>() {
                    @Override
                    public void tag(CloudWatchClient cloudwatch, PhysicalResource alarm, Map<String, String> tags) {
                        cloudwatch.tagResource(request -> request.resourceARN(
                                        seen(cloudwatch, alarm).alarmArn())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(CloudWatchClient cloudwatch, PhysicalResource alarm, List<String> keys) {
                        cloudwatch.untagResource(request -> request.resourceARN(
                                        seen(cloudwatch, alarm).alarmArn())
                                .tagKeys(keys));
                    }
                })
                .attributes((cloudwatch, alarm) ->
                        Map.of("Arn", seen(cloudwatch, alarm).alarmArn()))
                .deletedBy((cloudwatch, alarm) -> cloudwatch.deleteAlarms(request -> request.alarmNames(alarm.id())));
    }

    private static MetricAlarm seen(CloudWatchClient cloudwatch, PhysicalResource alarm) {
        return cloudwatch
                .describeAlarms(request -> request.alarmNames(alarm.id()))
                .metricAlarms()
                .get(0);
    }
}
