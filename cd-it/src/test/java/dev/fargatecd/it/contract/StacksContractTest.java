package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.DeliveryException;
import dev.fargatecd.aws.StackStatus;
import dev.fargatecd.aws.Stacks;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.TargetCloud;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Stacks, as a delivery puts them in place: each change by a change set, each failure with its reason. */
@ExtendWith(ContractSuite.class)
final class StacksContractTest {
    private static final String SERVICE = "CloudFormation";
    private static final String BUCKET = """
            Resources:
              Bucket: { Type: AWS::S3::Bucket }
            Outputs:
              Bucket:
                Value: !Ref Bucket
            """;

    private final TargetCloud target;
    private final Stacks stacks;

    StacksContractTest(TargetCloud target) {
        this.target = target;
        stacks = target.stacks();
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation CreateChangeSet", "cloudformation ExecuteChangeSet", "s3 PutObject"},
            reallyRuns = "the bucket that the stack lists keeps an object")
    void aStackMadeByAChangeSetHasWhatItLists() {
        String bucket = deploy("made", BUCKET).output("Bucket");
        S3Client s3 = target.client(S3Client.class);
        done("the stack is CREATE_COMPLETE, but its bucket keeps no object", () -> {
            s3.putObject(request -> request.bucket(bucket).key("key"), RequestBody.fromString("content"));
            assertThat(s3.getObjectAsBytes(request -> request.bucket(bucket).key("key"))
                            .asUtf8String())
                    .isEqualTo("content");
            s3.deleteObject(request -> request.bucket(bucket).key("key"));
        });
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation CreateChangeSet", "cloudformation DescribeChangeSet"})
    void theSameTemplateAgainIsNoChange() {
        Stacks.Request request = deploy("same", BUCKET).request;
        assertThat(stacks.plan(request).changed()).isFalse();
        assertThat(stacks.deploy(request).changed()).isFalse();
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation CreateChangeSet", "cloudformation DescribeChangeSet"})
    void aPlanNamesTheResourceThatWouldBeAddedAndChangesNothing() {
        Stacks.Request request = deploy("planned", BUCKET).request;
        Stacks.Request more = new Stacks.Request(
                request.name(),
                BUCKET.replace("Resources:", "Resources:\n  Another: { Type: AWS::S3::Bucket }"),
                Map.of(),
                Map.of());
        assertThat(stacks.plan(more).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.toString()).contains("Another"));
        assertThat(target.client(CloudFormationClient.class)
                        .describeStackResources(describe -> describe.stackName(request.name()))
                        .stackResources())
                .hasSize(1);
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation ExecuteChangeSet", "cloudformation DescribeStackEvents"},
            reallyRuns = "what was made before the failure is gone")
    void aResourceThatFailsTakesTheStackBackAndIsNamedWithItsReason() {
        String name = target.named("failing");
        String made = target.named("rolled-back");
        String taken = takenLogGroup();
        String template = """
                Resources:
                  First: { Type: AWS::S3::Bucket, Properties: { BucketName: %s } }
                  Taken: { Type: AWS::Logs::LogGroup, DependsOn: First, Properties: { LogGroupName: %s } }
                """.formatted(made, taken);
        willMakeStack(name);
        try {
            stacks.deploy(new Stacks.Request(name, template, Map.of(), Map.of()));
            throw new NotDoneException("the stack is complete, although somebody else has its log group");
        } catch (DeliveryException failure) {
            assertThat(failure).hasMessageContaining("Taken (AWS::Logs::LogGroup)");
        }
        assertThat(stacks.find(name).orElseThrow().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertGone("the stack is ROLLBACK_COMPLETE, but its first bucket is still there", made);
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation ListImports", "cloudformation DeleteStack"})
    void anExportThatAnotherStackImportsHoldsItsStack() {
        String export = target.named("Export");
        String exporting = deploy("exporting", BUCKET + "    Export: { Name: " + export + " }\n")
                .request
                .name();
        String importing = deploy("importing", """
                Resources:
                  Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !ImportValue %s } }
                """.formatted(export)).request.name();
        assertThat(target.client(CloudFormationClient.class)
                        .listImports(request -> request.exportName(export))
                        .imports())
                .containsExactly(importing);
        try {
            stacks.delete(exporting);
        } catch (DeliveryException | AwsServiceException held) {
            assertThat(held).hasMessageContaining(export);
            return;
        }
        throw new NotDoneException("the stack was deleted although " + importing + " imports its export");
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation DeleteStack"},
            reallyRuns = "what the stack had made is gone")
    void aDeletedStackIsGoneWithWhatItMade() {
        Deployed deployed = deploy("deleted", BUCKET);
        String bucket = deployed.output("Bucket");
        stacks.delete(deployed.request.name());
        assertThat(stacks.find(deployed.request.name())).isEmpty();
        assertGone("the stack is deleted, but its bucket is still there", bucket);
    }

    private record Deployed(Stacks.Request request, Map<String, String> outputs) {
        String output(String name) {
            return Optional.ofNullable(outputs.get(name))
                    .orElseThrow(() -> new NotDoneException("the stack is complete without its output " + name));
        }
    }

    private Deployed deploy(String name, String template) {
        Stacks.Request request = new Stacks.Request(target.named(name), template, Map.of(), Map.of());
        willMakeStack(request.name());
        return new Deployed(request, stacks.deploy(request).stack().outputs());
    }

    private void willMakeStack(String name) {
        target.willMake("stack " + name, () -> stacks.delete(name));
    }

    private String takenLogGroup() {
        String name = target.named("taken");
        CloudWatchLogsClient logs = target.client(CloudWatchLogsClient.class);
        target.willMake("log group " + name, () -> logs.deleteLogGroup(request -> request.logGroupName(name)));
        logs.createLogGroup(request -> request.logGroupName(name));
        return name;
    }

    private void assertGone(String otherwise, String bucket) {
        try {
            target.client(S3Client.class).headBucket(request -> request.bucket(bucket));
        } catch (AwsServiceException missing) {
            assertThat(missing.statusCode()).isEqualTo(404);
            return;
        }
        throw new NotDoneException(otherwise);
    }

    private static void done(String otherwise, Runnable check) {
        try {
            check.run();
        } catch (AwsServiceException | AssertionError found) {
            throw new NotDoneException(otherwise, found);
        }
    }
}
