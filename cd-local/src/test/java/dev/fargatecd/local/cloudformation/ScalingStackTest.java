package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A service's scaling and an alarm, made, changed and deleted by a stack. */
final class ScalingStackTest {
    @Test
    void keepsWhatScalesAServiceAndWhatWatchesIt() throws Exception {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            StackDriver stacks = new StackDriver(cloud);
            ApplicationAutoScalingClient scaling = cloud.client(ApplicationAutoScalingClient.class);
            CloudWatchClient cloudwatch = cloud.client(CloudWatchClient.class);
            String subnet = cloud.client(Ec2Client.class)
                    .describeSubnets(request -> {})
                    .subnets()
                    .get(0)
                    .subnetId();

            stacks.create("scaling", Fixture.text("scaling.yml"), "Subnet", subnet);
            assertThat(stacks.statusOf("scaling"))
                    .as(String.join("\n", stacks.story("scaling")))
                    .isEqualTo("CREATE_COMPLETE");
            assertThat(stacks.outputOf("scaling", "Target")).endsWith("/app|ecs:service:DesiredCount|ecs");
            assertThat(target(scaling).maxCapacity()).isEqualTo(4);
            assertThat(policy(scaling).policyARN()).isEqualTo(stacks.physicalId("scaling", "Policy"));
            assertThat(alarm(cloudwatch).alarmArn()).isEqualTo(stacks.outputOf("scaling", "Alarm"));

            stacks.update("scaling", Fixture.text("scaling.yml"), "Subnet", subnet, "Most", "6");
            assertThat(stacks.statusOf("scaling"))
                    .as(String.join("\n", stacks.story("scaling")))
                    .isEqualTo("UPDATE_COMPLETE");
            assertThat(target(scaling).maxCapacity()).isEqualTo(6);
            assertThat(scaling.listTagsForResource(request ->
                                    request.resourceARN(target(scaling).scalableTargetARN()))
                            .tags())
                    .containsEntry("most", "6");
            assertThat(policy(scaling)
                            .targetTrackingScalingPolicyConfiguration()
                            .targetValue())
                    .isEqualTo(6);
            assertThat(alarm(cloudwatch).threshold()).isEqualTo(6);
            assertThat(cloudwatch
                            .listTagsForResource(request ->
                                    request.resourceARN(alarm(cloudwatch).alarmArn()))
                            .tags())
                    .contains(Tag.builder().key("most").value("6").build());

            String id = stacks.delete("scaling");
            assertThat(stacks.statusOf(id))
                    .as(String.join("\n", stacks.story(id)))
                    .isEqualTo("DELETE_COMPLETE");
            assertThat(scaling.describeScalableTargets(request -> request.serviceNamespace("ecs"))
                            .scalableTargets())
                    .isEmpty();
            assertThat(cloudwatch.describeAlarms().metricAlarms()).isEmpty();
        }
    }

    private static ScalableTarget target(ApplicationAutoScalingClient scaling) {
        return scaling.describeScalableTargets(request -> request.serviceNamespace("ecs"))
                .scalableTargets()
                .get(0);
    }

    private static ScalingPolicy policy(ApplicationAutoScalingClient scaling) {
        return scaling.describeScalingPolicies(request -> request.serviceNamespace("ecs"))
                .scalingPolicies()
                .get(0);
    }

    private static MetricAlarm alarm(CloudWatchClient cloudwatch) {
        return cloudwatch.describeAlarms().metricAlarms().get(0);
    }
}
