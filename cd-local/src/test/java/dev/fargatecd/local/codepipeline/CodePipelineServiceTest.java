package dev.fargatecd.local.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineNameInUseException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Pipelines from a CodeCommit branch to a manual approval, driven as a user would. */
final class CodePipelineServiceTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/pipeline";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static LocalCloud cloud;
    private static CodePipelineClient codePipeline;
    private static CodeCommitClient codeCommit;
    private String name = "";

    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:approvals";

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        codePipeline = cloud.client(CodePipelineClient.class);
        codeCommit = cloud.client(CodeCommitClient.class);
        role("pipeline", "codepipeline.amazonaws.com");
        role("events", "events.amazonaws.com");
        cloud.client(SnsClient.class).createTopic(request -> request.name("approvals"));
        cloud.client(S3Client.class).createBucket(request -> request.bucket("artifacts"));
    }

    private static void role(String name, String service) {
        cloud.client(IamClient.class)
                .createRole(request -> request.roleName(name)
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"Service\":\"" + service
                                + "\"},\"Action\":\"sts:AssumeRole\"}]}"));
        cloud.client(IamClient.class)
                .attachRolePolicy(
                        request -> request.roleName(name).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void createRepository(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        codeCommit.createRepository(request -> request.repositoryName(name));
    }

    @AfterEach
    void deleteAll() {
        codePipeline.deletePipeline(request -> request.name(name));
        codeCommit.deleteRepository(request -> request.repositoryName(name));
    }

    @Test
    void runsOnceWhenItIsMadeAndEndsWithAnApproval() throws Exception {
        String commit = commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        String token = token();
        String id = latest();
        Event asked = await(
                "the topic to be told of the approval",
                () -> cloud.journal().since(0).stream()
                        .filter(event -> event.type().equals("SNS Message Published")
                                && event.text("message").contains("\"pipelineName\":\"" + name + "\""))
                        .findFirst());
        assertThat(asked.text("subject")).startsWith("APPROVAL NEEDED: AWS CodePipeline ");
        assertThat(asked.text("message"))
                .contains("\"stageName\":\"Approve\",\"actionName\":\"Ask\",\"token\":\"" + token + "\"")
                .contains("\"externalEntityLink\":\"https://example.com/" + commit + "\"")
                .contains("\"customData\":\"Is it good?\"");
        StageState approve = stage("Approve");
        assertThat(approve.latestExecution().status()).isEqualTo(StageExecutionStatus.IN_PROGRESS);
        assertThat(approve.actionStates().get(0).entityUrl()).isEqualTo("https://example.com/" + commit);
        codePipeline.putApprovalResult(request -> request.pipelineName(name)
                .stageName("Approve")
                .actionName("Ask")
                .token(token)
                .result(result -> result.status(ApprovalStatus.APPROVED).summary("fine")));
        assertThat(end(id)).isEqualTo("SUCCEEDED");
        var execution = codePipeline
                .getPipelineExecution(request -> request.pipelineName(name).pipelineExecutionId(id))
                .pipelineExecution();
        assertThat(execution.status()).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
        assertThat(execution.trigger().triggerTypeAsString()).isEqualTo("CreatePipeline");
        assertThat(execution.artifactRevisions()).singleElement().satisfies(revision -> {
            assertThat(revision.revisionId()).isEqualTo(commit);
            assertThat(revision.revisionSummary()).isEqualTo("a change");
        });
        List<ActionExecutionDetail> actions = codePipeline
                .listActionExecutions(request -> request.pipelineName(name))
                .actionExecutionDetails();
        assertThat(actions).extracting(ActionExecutionDetail::actionName).containsExactly("Ask", "Take");
        assertThat(actions.get(1).output().outputVariables())
                .containsEntry("CommitId", commit)
                .containsEntry("BranchName", "main")
                .containsEntry("CommitMessage", "a change");
        assertThat(actions.get(0).updatedBy()).isEqualTo("arn:aws:iam::000000000000:root");
        assertThatThrownBy(() -> codePipeline.putApprovalResult(request -> request.pipelineName(name)
                        .stageName("Approve")
                        .actionName("Ask")
                        .token(token)
                        .result(result -> result.status(ApprovalStatus.APPROVED))))
                .isInstanceOf(InvalidApprovalTokenException.class);
    }

    @Test
    void tellsEachChangeInOrder() throws Exception {
        commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        approve(token(), ApprovalStatus.APPROVED);
        String id = latest();
        assertThat(end(id)).isEqualTo("SUCCEEDED");
        List<String> told = cloud.journal().since(0).stream()
                .filter(event -> event.source().equals("aws.codepipeline")
                        && event.text("execution-id").equals(id))
                .map(event -> event.type().split(" ")[1] + " " + event.text("stage") + " " + event.text("action") + " "
                        + event.text("state"))
                .toList();
        assertThat(told)
                .containsExactly(
                        "Pipeline   STARTED",
                        "Stage Source  STARTED",
                        "Action Source Take STARTED",
                        "Action Source Take SUCCEEDED",
                        "Stage Source  SUCCEEDED",
                        "Stage Approve  STARTED",
                        "Action Approve Ask STARTED",
                        "Action Approve Ask SUCCEEDED",
                        "Stage Approve  SUCCEEDED",
                        "Pipeline   SUCCEEDED");
    }

    @Test
    void failsWhenSomebodyRejectsAndGoesOnWhenTheStageIsRetried() throws Exception {
        commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        String first = token();
        approve(first, ApprovalStatus.REJECTED);
        String id = latest();
        assertThat(end(id)).isEqualTo("FAILED");
        assertThat(stage("Approve")
                        .actionStates()
                        .get(0)
                        .latestExecution()
                        .errorDetails()
                        .message())
                .isEqualTo("Rejected by arn:aws:iam::000000000000:root: looked at it");
        codePipeline.retryStageExecution(request -> request.pipelineName(name)
                .stageName("Approve")
                .pipelineExecutionId(id)
                .retryMode(StageRetryMode.FAILED_ACTIONS));
        String second = token();
        assertThat(second).isNotEqualTo(first);
        approve(second, ApprovalStatus.APPROVED);
        assertThat(end(id)).isEqualTo("SUCCEEDED");
        assertThat(codePipeline
                        .listActionExecutions(request -> request.pipelineName(name))
                        .actionExecutionDetails())
                .extracting(ActionExecutionDetail::status)
                .containsExactly(
                        ActionExecutionStatus.SUCCEEDED, ActionExecutionStatus.FAILED, ActionExecutionStatus.SUCCEEDED);
        assertThatThrownBy(() -> codePipeline.retryStageExecution(request -> request.pipelineName(name)
                        .stageName("Approve")
                        .pipelineExecutionId(id)
                        .retryMode(StageRetryMode.FAILED_ACTIONS)))
                .isInstanceOf(StageNotRetryableException.class);
    }

    @Test
    void saysWhyItsSourceFailed() throws Exception {
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        String id = latest();
        assertThat(end(id)).isEqualTo("FAILED");
        var error = stage("Source").actionStates().get(0).latestExecution().errorDetails();
        assertThat(error.code()).isEqualTo("ConfigurationError");
        assertThat(error.message()).isEqualTo("Branch main does not exist");
    }

    @Test
    void takesTheCommitOfThePushThatStartedIt() throws Exception {
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        assertThat(end(latest())).isEqualTo("FAILED");
        EventBridgeClient events = cloud.client(EventBridgeClient.class);
        events.putRule(request -> request.name(name)
                .eventPattern("{\"source\":[\"aws.codecommit\"],\"detail\":{\"repositoryName\":[\"" + name
                        + "\"],\"referenceType\":[\"branch\"],\"referenceName\":[\"main\"]}}"));
        events.putTargets(request -> request.rule(name)
                .targets(Target.builder()
                        .id("pipeline")
                        .arn("arn:aws:codepipeline:us-east-1:000000000000:" + name)
                        .roleArn("arn:aws:iam::000000000000:role/events")
                        .build()));
        String commit = commit(null, "one");
        await("the pushed commit to ask for approval", () -> waitsFor(commit));
        var execution = codePipeline
                .getPipelineExecution(request -> request.pipelineName(name).pipelineExecutionId(latest()))
                .pipelineExecution();
        assertThat(execution.trigger().triggerTypeAsString()).isEqualTo("CloudWatchEvent");
        assertThat(execution.trigger().triggerDetail()).isEqualTo("arn:aws:events:us-east-1:000000000000:rule/" + name);
        String second = commit(commit, "two");
        String third = commit(second, "three");
        await("the older push to be superseded", () -> statusOf(second).filter("Superseded"::equals));
        approve(token(), ApprovalStatus.APPROVED);
        await("the newest push to ask for approval", () -> waitsFor(third));
        events.removeTargets(request -> request.rule(name).ids("pipeline"));
        events.deleteRule(request -> request.name(name));
    }

    @Test
    void looksForChangesByItselfUnlessToldNotTo() throws Exception {
        codePipeline.createPipeline(request -> request.pipeline(pipeline("true")));
        assertThat(end(latest())).isEqualTo("FAILED");
        String commit = commit(null, "one");
        await("the commit to be noticed", () -> waitsFor(commit));
        assertThat(codePipeline
                        .getPipelineExecution(
                                request -> request.pipelineName(name).pipelineExecutionId(latest()))
                        .pipelineExecution()
                        .trigger()
                        .triggerTypeAsString())
                .isEqualTo("PollForSourceChanges");
    }

    @Test
    void waitsBeforeADisabledTransition() throws Exception {
        commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        token();
        codePipeline.disableStageTransition(request -> request.pipelineName(name)
                .stageName("Approve")
                .transitionType(StageTransitionType.INBOUND)
                .reason("holidays"));
        String id = codePipeline
                .startPipelineExecution(request -> request.name(name))
                .pipelineExecutionId();
        await(
                "the execution to wait",
                () -> Optional.ofNullable(stage("Approve").inboundExecution()));
        assertThat(stage("Approve").inboundTransitionState().disabledReason()).isEqualTo("holidays");
        approve(token(), ApprovalStatus.APPROVED);
        codePipeline.enableStageTransition(
                request -> request.pipelineName(name).stageName("Approve").transitionType(StageTransitionType.INBOUND));
        await(
                "the execution to enter",
                () -> Optional.of(stage("Approve").latestExecution())
                        .filter(latest -> latest.pipelineExecutionId().equals(id)));
    }

    @Test
    void stopsOnDemand() throws Exception {
        commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        token();
        String id = latest();
        codePipeline.stopPipelineExecution(request ->
                request.pipelineName(name).pipelineExecutionId(id).abandon(true).reason("enough"));
        assertThat(end(id)).isEqualTo("STOPPED");
        assertThat(stage("Approve").actionStates().get(0).latestExecution().status())
                .isEqualTo(ActionExecutionStatus.ABANDONED);
        assertThatThrownBy(() -> codePipeline.stopPipelineExecution(
                        request -> request.pipelineName(name).pipelineExecutionId(id)))
                .isInstanceOf(PipelineExecutionNotStoppableException.class);
    }

    @Test
    void keepsVersionsAndRefusesWhatIsNotRight() {
        commit(null, "one");
        codePipeline.createPipeline(request -> request.pipeline(pipeline("false")));
        codePipeline.updatePipeline(request -> request.pipeline(pipeline("true")));
        assertThat(codePipeline
                        .getPipeline(request -> request.name(name))
                        .pipeline()
                        .version())
                .isEqualTo(2);
        assertThat(codePipeline
                        .getPipeline(request -> request.name(name).version(1))
                        .pipeline()
                        .stages()
                        .get(0)
                        .actions()
                        .get(0)
                        .configuration())
                .containsEntry("PollForSourceChanges", "false");
        assertThatThrownBy(() -> codePipeline.createPipeline(request -> request.pipeline(pipeline("false"))))
                .isInstanceOf(PipelineNameInUseException.class);
        assertThatThrownBy(() -> codePipeline.startPipelineExecution(request -> request.name("none")))
                .isInstanceOf(PipelineNotFoundException.class)
                .hasMessageContaining("Account '000000000000' does not have a pipeline with name 'none'");
        assertThatThrownBy(() -> codePipeline.createPipeline(request -> request.pipeline(pipeline("false").toBuilder()
                        .name("other")
                        .roleArn("arn:aws:iam::000000000000:role/events")
                        .build())))
                .isInstanceOf(InvalidStructureException.class)
                .hasMessageContaining("not authorized to perform AssumeRole on role");
        String once = start("token-0000000000");
        assertThat(start("token-0000000000")).isEqualTo(once);
    }

    private String start(String token) {
        return codePipeline
                .startPipelineExecution(request -> request.name(name).clientRequestToken(token))
                .pipelineExecutionId();
    }

    private PipelineDeclaration pipeline(String poll) {
        return PipelineDeclaration.builder()
                .name(name)
                .roleArn(ROLE)
                .pipelineType(PipelineType.V2)
                .artifactStore(store -> store.type(ArtifactStoreType.S3).location("artifacts"))
                .stages(
                        StageDeclaration.builder()
                                .name("Source")
                                .actions(ActionDeclaration.builder()
                                        .name("Take")
                                        .namespace("Source")
                                        .actionTypeId(type -> type.category(ActionCategory.SOURCE)
                                                .owner(ActionOwner.AWS)
                                                .provider("CodeCommit")
                                                .version("1"))
                                        .configuration(Map.of(
                                                "RepositoryName",
                                                name,
                                                "BranchName",
                                                "main",
                                                "PollForSourceChanges",
                                                poll))
                                        .outputArtifacts(OutputArtifact.builder()
                                                .name("SourceOutput")
                                                .build())
                                        .build())
                                .build(),
                        StageDeclaration.builder()
                                .name("Approve")
                                .actions(ActionDeclaration.builder()
                                        .name("Ask")
                                        .actionTypeId(type -> type.category(ActionCategory.APPROVAL)
                                                .owner(ActionOwner.AWS)
                                                .provider("Manual")
                                                .version("1"))
                                        .configuration(Map.of(
                                                "ExternalEntityLink",
                                                "https://example.com/#{Source.CommitId}",
                                                "CustomData",
                                                "Is it good?",
                                                "NotificationArn",
                                                TOPIC))
                                        .build())
                                .build())
                .build();
    }

    private String commit(@org.jspecify.annotations.Nullable String parent, String text) {
        return codeCommit
                .putFile(request -> request.repositoryName(name)
                        .branchName("main")
                        .parentCommitId(parent)
                        .filePath("a.txt")
                        .fileContent(SdkBytes.fromUtf8String(text))
                        .commitMessage("a change"))
                .commitId();
    }

    private void approve(String token, ApprovalStatus status) {
        codePipeline.putApprovalResult(request -> request.pipelineName(name)
                .stageName("Approve")
                .actionName("Ask")
                .token(token)
                .result(result -> result.status(status).summary("looked at it")));
    }

    private String latest() {
        return codePipeline
                .listPipelineExecutions(request -> request.pipelineName(name))
                .pipelineExecutionSummaries()
                .get(0)
                .pipelineExecutionId();
    }

    private Optional<String> statusOf(String commit) {
        return codePipeline
                .listPipelineExecutions(request -> request.pipelineName(name))
                .pipelineExecutionSummaries()
                .stream()
                .filter(one -> one.sourceRevisions().stream()
                        .anyMatch(revision -> revision.revisionId().equals(commit)))
                .map(one -> one.statusAsString())
                .findFirst();
    }

    private StageState stage(String stage) {
        return codePipeline.getPipelineState(request -> request.name(name)).stageStates().stream()
                .filter(state -> state.stageName().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> waitsFor(String commit) {
        return Optional.ofNullable(stage("Approve").actionStates().get(0).entityUrl())
                .filter(url -> url.endsWith(commit));
    }

    private String token() throws Exception {
        return await(
                "an approval to be asked for",
                () -> Optional.ofNullable(stage("Approve").actionStates().get(0).latestExecution())
                        .map(run -> run.token()));
    }

    /** The state in which the execution ended last. */
    private static String end(String id) throws Exception {
        return await("execution " + id + " to end", () -> {
            List<Event> events = cloud.journal().since(0).stream()
                    .filter(event -> event.type().equals("CodePipeline Pipeline Execution State Change")
                            && event.text("execution-id").equals(id))
                    .toList();
            String last = events.isEmpty() ? "" : events.get(events.size() - 1).text("state");
            return List.of("", "STARTED", "RESUMED", "STOPPING").contains(last) ? Optional.empty() : Optional.of(last);
        });
    }

    private static <T> T await(String what, java.util.function.Supplier<Optional<T>> condition) throws Exception {
        return cloud.journal().until(what, PATIENCE, condition).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
