package dev.fargatecd.local.autoscaling;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ApplicationAutoScalingException;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

/** What Application Auto Scaling refuses, over HTTP with the SDK's client. ScalingStackTest shows what it keeps. */
final class AutoScalingServiceTest {
    private static final String SERVICE = "service/none/app";
    private static final String COUNT = "ecs:service:DesiredCount";
    private static LocalCloud cloud;
    private static ApplicationAutoScalingClient scaling;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        scaling = ApplicationAutoScalingClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        scaling.close();
        cloud.close();
    }

    @Test
    void scalesNoServiceThatIsNotThere() {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> scaling.registerScalableTarget(request -> request.serviceNamespace("ecs")
                        .resourceId(SERVICE)
                        .scalableDimension(COUNT)
                        .minCapacity(1)
                        .maxCapacity(2)))
                .withMessageContaining("ECS service doesn't exist: " + SERVICE);
    }

    @Test
    void wantsATargetBeforeAPolicy() {
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> scaling.putScalingPolicy(request -> request.policyName("cpu")
                        .serviceNamespace("ecs")
                        .resourceId(SERVICE)
                        .scalableDimension(COUNT)
                        .policyType("TargetTrackingScaling")
                        .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(50.0))))
                .withMessageContaining("No scalable target registered for service namespace: ecs, resource ID: "
                        + SERVICE + ", scalable dimension: " + COUNT);
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> scaling.deregisterScalableTarget(request ->
                        request.serviceNamespace("ecs").resourceId(SERVICE).scalableDimension(COUNT)));
    }

    @Test
    void saysWhatItDoesNotScale() {
        assertThatExceptionOfType(ApplicationAutoScalingException.class)
                .isThrownBy(() -> scaling.describeScalableTargets(request -> request.serviceNamespace("dynamodb")))
                .withMessageContaining("ServiceNamespace dynamodb is not supported");
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> scaling.deregisterScalableTarget(request -> request.serviceNamespace("ecs")
                        .resourceId("cluster/none")
                        .scalableDimension(COUNT)));
    }
}
