package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

final class DriftTest {
    private static final String TEMPLATE = """
            Resources:
              Group:
                Type: AWS::Logs::LogGroup
                Properties: {LogGroupName: /%1$s, RetentionInDays: 7}
              Setting:
                Type: AWS::SSM::Parameter
                Properties: {Name: /%1$s/setting, Type: String, Value: one}
              Network:
                Type: AWS::EC2::VPC
                Properties: {CidrBlock: 10.1.0.0/16}
            """;

    private static LocalCloud cloud;
    private static StackDriver stacks;
    private static CloudFormationClient cloudFormation;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
        cloudFormation = cloud.client(CloudFormationClient.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void findsNothingWhereNobodyChangedAnything() {
        stacks.create("same", TEMPLATE.formatted("same"));
        assertThat(stacks.describe("same").driftInformation().stackDriftStatus())
                .isEqualTo(StackDriftStatus.NOT_CHECKED);

        DescribeStackDriftDetectionStatusResponse done = detect("same");

        assertThat(done.stackDriftStatus()).isEqualTo(StackDriftStatus.IN_SYNC);
        assertThat(done.driftedStackResourceCount()).isZero();
        assertThat(stacks.describe("same").driftInformation().stackDriftStatus())
                .isEqualTo(StackDriftStatus.IN_SYNC);
        assertThat(stacks.story("same")).endsWith("same CREATE_COMPLETE");
        assertThat(drifts("same")).containsExactly("Group IN_SYNC []", "Setting IN_SYNC []");
    }

    @Test
    void findsWhatWasChangedAndWhatIsGone() {
        stacks.create("other", TEMPLATE.formatted("other"));
        cloud.client(CloudWatchLogsClient.class)
                .putRetentionPolicy(request -> request.logGroupName("/other").retentionInDays(30));
        cloud.client(SsmClient.class).deleteParameter(request -> request.name("/other/setting"));

        DescribeStackDriftDetectionStatusResponse done = detect("other");

        assertThat(done.stackDriftStatus()).isEqualTo(StackDriftStatus.DRIFTED);
        assertThat(done.driftedStackResourceCount()).isEqualTo(2);
        assertThat(drifts("other"))
                .containsExactly("Group MODIFIED [/RetentionInDays NOT_EQUAL 7 30]", "Setting DELETED []");

        stacks.update("other", TEMPLATE.formatted("other").replace("10.1.0.0", "10.2.0.0"));
        assertThat(stacks.describe("other").driftInformation().stackDriftStatus())
                .isEqualTo(StackDriftStatus.NOT_CHECKED);
    }

    @Test
    void looksAtOneResourceAndSaysWhatItCanNotLookAt() {
        stacks.create("one", TEMPLATE.formatted("one"));
        cloud.client(CloudWatchLogsClient.class).deleteRetentionPolicy(request -> request.logGroupName("/one"));

        StackResourceDrift drift = cloudFormation
                .detectStackResourceDrift(request -> request.stackName("one").logicalResourceId("Group"))
                .stackResourceDrift();

        assertThat(told(drift)).isEqualTo("Group MODIFIED [/RetentionInDays REMOVE 7 null]");
        assertThatThrownBy(() -> cloudFormation.detectStackResourceDrift(
                        request -> request.stackName("one").logicalResourceId("Network")))
                .hasMessageContaining("Drift detection is not supported for type AWS::EC2::VPC");
    }

    private static DescribeStackDriftDetectionStatusResponse detect(String stack) {
        String id = cloudFormation
                .detectStackDrift(request -> request.stackName(stack))
                .stackDriftDetectionId();
        return cloud.journal()
                .until(
                        "the detection to be complete",
                        Duration.ofMinutes(1),
                        () -> Optional.of(cloudFormation.describeStackDriftDetectionStatus(
                                        request -> request.stackDriftDetectionId(id)))
                                .filter(status ->
                                        status.detectionStatus() == StackDriftDetectionStatus.DETECTION_COMPLETE))
                .join();
    }

    private static java.util.List<String> drifts(String stack) {
        return cloudFormation
                .describeStackResourceDrifts(request -> request.stackName(stack))
                .stackResourceDrifts()
                .stream()
                .map(DriftTest::told)
                .toList();
    }

    private static String told(StackResourceDrift drift) {
        return drift.logicalResourceId() + " " + drift.stackResourceDriftStatusAsString() + " "
                + drift.propertyDifferences().stream()
                        .map(difference -> difference.propertyPath() + " " + difference.differenceTypeAsString() + " "
                                + difference.expectedValue() + " " + difference.actualValue())
                        .toList();
    }
}
