package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.LogLine;
import dev.fargatecd.aws.LogReader;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.Sequence;
import dev.fargatecd.it.suite.TargetCloud;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.s3.S3Client;

/** A build: its commands run, its artifact is kept, its log is read, and its failure says which command it was. */
@ExtendWith(ContractSuite.class)
@Sequence
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BuildContractTest {
    private static final String SERVICE = "CodeBuild";
    private static final String BUILDSPEC = """
            version: 0.2
            phases:
              build:
                commands:
                  - echo "the answer is $((6 * 7))"
                  - echo "$((6 * 7))" > answer.txt
            artifacts:
              files: [answer.txt]
            """;

    private final TargetCloud target;
    private final CodeBuildClient builds;
    private Build succeeded = Build.builder().build();

    BuildContractTest(TargetCloud target) {
        this.target = target;
        builds = target.client(CodeBuildClient.class);
    }

    @Contract(
            service = SERVICE,
            needs = {"codebuild CreateProject", "codebuild StartBuild", "codebuild BatchGetBuilds"},
            reallyRuns = "the commands made what the artifact has")
    @Order(1)
    void aBuildRunsItsCommandsAndKeepsItsArtifact() {
        S3Client s3 = target.client(S3Client.class);
        String bucket = target.named("built");
        String project = target.named("build");
        String role = ServiceRole.of(target, "build", "codebuild");
        target.willMake("bucket " + bucket, () -> {
            s3.deleteObject(request -> request.bucket(bucket).key("artifact/answer.txt"));
            s3.deleteBucket(request -> request.bucket(bucket));
        });
        s3.createBucket(request -> request.bucket(bucket));
        target.willMake("project " + project, () -> builds.deleteProject(request -> request.name(project)));
        builds.createProject(request -> request.name(project)
                .serviceRole(role)
                .source(source -> source.type(SourceType.NO_SOURCE).buildspec(BUILDSPEC))
                .artifacts(artifacts -> artifacts
                        .type(ArtifactsType.S3)
                        .location(bucket)
                        .name("artifact")
                        .packaging("NONE"))
                .environment(environment -> environment
                        .type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                        .image("aws/codebuild/standard:7.0")));
        succeeded =
                ended(builds.startBuild(request -> request.projectName(project)).build());
        assertThat(succeeded.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        try {
            assertThat(s3.getObjectAsBytes(request -> request.bucket(bucket).key("artifact/answer.txt"))
                            .asUtf8String()
                            .strip())
                    .isEqualTo("42");
        } catch (AwsServiceException missing) {
            throw new NotDoneException("the build says SUCCEEDED, but left no artifact", missing);
        }
    }

    @Contract(
            service = SERVICE,
            needs = {"codebuild BatchGetBuilds", "logs GetLogEvents"},
            reallyRuns = "the log has what the commands wrote")
    @Order(2)
    void theLogHasWhatTheCommandsWrote() {
        LogReader reader = new LogReader(target.client(CloudWatchLogsClient.class), target.polling());
        List<LogLine> lines = target.await(
                "the build's log",
                () -> Optional.of(reader.tail(
                                succeeded.logs().groupName(), succeeded.logs().streamName(), 50))
                        .filter(read -> !read.isEmpty()));
        assertThat(lines).extracting(LogLine::text).anyMatch(line -> line.contains("the answer is 42"));
    }

    @Contract(
            service = SERVICE,
            needs = {"codebuild StartBuild", "codebuild BatchGetBuilds"},
            reallyRuns = "a command that exits with 3")
    @Order(3)
    void aBuildThatFailsSaysWhichCommandItWas() {
        Build failed = ended(builds.startBuild(request -> request.projectName(succeeded.projectName())
                        .buildspecOverride("version: 0.2\nphases: { build: { commands: [exit 3] } }\n"))
                .build());
        if (failed.buildStatus() == StatusType.SUCCEEDED) {
            throw new NotDoneException("the build says SUCCEEDED, although its command exits with 3");
        }
        assertThat(failed.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(failed.phases())
                .anySatisfy(phase -> assertThat(phase.contexts())
                        .anySatisfy(context -> assertThat(context.message()).contains("exit 3")));
    }

    private Build ended(Build started) {
        return target.await(
                "build " + started.id() + " to end",
                () -> builds.batchGetBuilds(request -> request.ids(started.id())).builds().stream()
                        .filter(build -> build.buildStatus() != StatusType.IN_PROGRESS)
                        .findFirst());
    }
}
