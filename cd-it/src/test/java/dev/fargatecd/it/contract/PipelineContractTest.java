package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.WaitedInVainException;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.Sequence;
import dev.fargatecd.it.suite.TargetCloud;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.s3.S3Client;

/** A pipeline: it takes the commit, builds it, and waits for an approval. */
@ExtendWith(ContractSuite.class)
@Sequence
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PipelineContractTest {
    private static final String SERVICE = "CodePipeline";
    private static final String BUILDSPEC = """
            version: 0.2
            phases: { build: { commands: ['echo "$((6 * 7))" > answer.txt'] } }
            artifacts: { files: [answer.txt] }
            """;

    private final TargetCloud target;
    private final CodePipelineClient pipelines;
    private final Executions executions;
    private final String bucket;
    private final String name;
    private String role = "";

    PipelineContractTest(TargetCloud target) {
        this.target = target;
        pipelines = target.client(CodePipelineClient.class);
        executions = target.deliveries().executions();
        bucket = target.named("pipeline");
        name = target.named("pipeline");
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit PutFile", "codepipeline CreatePipeline", "codepipeline ListActionExecutions"},
            reallyRuns = "its build's artifact is in the bucket")
    @Order(1)
    void aPipelineThatSucceededHasBuiltTheCommit() {
        role = ServiceRole.of(target, "pipeline", "codepipeline");
        makeBucket();
        // where these can't be had, a pipeline of them can't succeed: it is made all the same, to see what it says
        Optional<SdkException> withoutSource = refusal(this::putSource);
        Optional<SdkException> withoutProject = refusal(this::makeProject);
        makePipeline(name, stage("Build", build()));
        String id = firstExecution(name);
        boolean succeeded = saysSucceeded(id);
        if (succeeded && artifacts("Built") == 0) {
            throw new NotDoneException("the pipeline says Succeeded, but its build left no artifact in the bucket");
        }
        withoutSource.or(() -> withoutProject).ifPresent(refused -> {
            throw refused;
        });
        Execution execution = executions.read(name, id);
        assertThat(execution.status()).as("%s", execution).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.commit()).isPresent();
    }

    @Contract(
            service = SERVICE,
            needs = {"codepipeline GetPipelineState", "codepipeline PutApprovalResult"},
            reallyRuns = "the execution waits, and ends when it was answered")
    @Order(2)
    void anApprovalHoldsTheExecutionUntilItIsAnswered() {
        String held = target.named("held");
        makePipeline(
                held,
                stage(
                        "Approve",
                        action("Approve", ActionCategory.APPROVAL, "Manual", Map.of())
                                .build()));
        String id = firstExecution(held);
        Execution waiting = executions.followExecution(held, id, StopAt.APPROVAL, target.patience());
        assertThat(waiting.awaitedApproval()).isPresent();
        executions.answerApproval(held, Optional.of("Approve"), true, "go on");
        assertThat(executions
                        .followExecution(held, id, StopAt.END, target.patience())
                        .status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    /** Waits for the execution's end, and answers whether the target calls it a success. */
    private boolean saysSucceeded(String id) {
        return target.await(
                "execution " + id + " to end",
                () -> Optional.of(pipelines
                                .getPipelineExecution(
                                        request -> request.pipelineName(name).pipelineExecutionId(id))
                                .pipelineExecution()
                                .status())
                        .filter(status -> status != PipelineExecutionStatus.IN_PROGRESS)
                        .map(status -> status == PipelineExecutionStatus.SUCCEEDED));
    }

    /** The one that making a pipeline starts, as on AWS; where a target starts none by itself, one that is asked for. */
    private String firstExecution(String pipeline) {
        try {
            return target.await(
                    "the first execution of " + pipeline,
                    () -> pipelines
                            .listPipelineExecutions(request -> request.pipelineName(pipeline))
                            .pipelineExecutionSummaries()
                            .stream()
                            .findFirst()
                            .map(PipelineExecutionSummary::pipelineExecutionId));
        } catch (WaitedInVainException none) {
            return executions.start(pipeline);
        }
    }

    private static Optional<SdkException> refusal(Runnable asked) {
        try {
            asked.run();
            return Optional.empty();
        } catch (SdkException refused) {
            return Optional.of(refused);
        }
    }

    private void makeBucket() {
        S3Client s3 = target.client(S3Client.class);
        target.willMake("bucket " + bucket, () -> {
            s3.listObjectsV2Paginator(request -> request.bucket(bucket))
                    .contents()
                    .forEach(found ->
                            s3.deleteObject(request -> request.bucket(bucket).key(found.key())));
            s3.deleteBucket(request -> request.bucket(bucket));
        });
        s3.createBucket(request -> request.bucket(bucket));
    }

    private void putSource() {
        CodeCommitClient codeCommit = target.client(CodeCommitClient.class);
        target.willMake(
                "repository " + name, () -> codeCommit.deleteRepository(request -> request.repositoryName(name)));
        codeCommit.createRepository(request -> request.repositoryName(name));
        codeCommit.putFile(request -> request.repositoryName(name)
                .branchName("main")
                .filePath("buildspec.yml")
                .fileContent(SdkBytes.fromUtf8String(BUILDSPEC)));
    }

    private void makeProject() {
        CodeBuildClient builds = target.client(CodeBuildClient.class);
        String builder = ServiceRole.of(target, "pipeline-build", "codebuild");
        target.willMake("project " + name, () -> builds.deleteProject(request -> request.name(name)));
        builds.createProject(request -> request.name(name)
                .serviceRole(builder)
                .source(source -> source.type(SourceType.CODEPIPELINE))
                .artifacts(artifacts -> artifacts.type(ArtifactsType.CODEPIPELINE))
                .environment(environment -> environment
                        .type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                        .image("aws/codebuild/standard:7.0")));
    }

    private void makePipeline(String pipeline, StageDeclaration second) {
        target.willMake("pipeline " + pipeline, () -> pipelines.deletePipeline(request -> request.name(pipeline)));
        ActionDeclaration source = action(
                        "Source",
                        ActionCategory.SOURCE,
                        "CodeCommit",
                        Map.of("RepositoryName", name, "BranchName", "main", "PollForSourceChanges", "false"))
                .outputArtifacts(OutputArtifact.builder().name("Sources").build())
                .build();
        pipelines.createPipeline(request -> request.pipeline(declared -> declared.name(pipeline)
                .roleArn(role)
                .artifactStore(store -> store.type(ArtifactStoreType.S3).location(bucket))
                .stages(stage("Source", source), second)));
    }

    private ActionDeclaration build() {
        return action("Build", ActionCategory.BUILD, "CodeBuild", Map.of("ProjectName", name))
                .inputArtifacts(InputArtifact.builder().name("Sources").build())
                .outputArtifacts(OutputArtifact.builder().name("Built").build())
                .build();
    }

    private static ActionDeclaration.Builder action(
            String name, ActionCategory category, String provider, Map<String, String> configuration) {
        return ActionDeclaration.builder()
                .name(name)
                .actionTypeId(type -> type.category(category)
                        .owner(ActionOwner.AWS)
                        .provider(provider)
                        .version("1"))
                .configuration(configuration);
    }

    private static StageDeclaration stage(String name, ActionDeclaration action) {
        return StageDeclaration.builder().name(name).actions(action).build();
    }

    /** How many objects of that artifact the bucket has: their keys have its name in them. */
    private long artifacts(String artifact) {
        return target.client(S3Client.class).listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .filter(found -> found.key().contains("/" + artifact + "/"))
                .count();
    }
}
