package dev.fargatecd.local.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A commit is built and becomes a stack: the providers of actions together with the services that they ask. */
final class CommitToStackTest {
    private static final String BUILDSPEC = """
            version: 0.2
            env:
              exported-variables: [GREETING]
            phases:
              build:
                commands:
                  - export GREETING=hello
                  - printf '{"Parameters":{"Tag":"%s"}}' "$CODEBUILD_RESOLVED_SOURCE_VERSION" > overrides.json
            artifacts:
              files: [overrides.json]
            """;
    private static final String TEMPLATE = """
            Parameters:
              Tag: { Type: String }
              Stage: { Type: String }
            Resources:
              Group:
                Type: AWS::Logs::LogGroup
                Properties: { LogGroupName: !Sub "/${Stage}/${Tag}" }
            Outputs:
              Name: { Value: !Ref Group }
            """;

    private static LocalCloud cloud;
    private static CodePipelineClient codePipeline;
    private static CodeCommitClient codeCommit;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        codePipeline = cloud.client(CodePipelineClient.class);
        codeCommit = cloud.client(CodeCommitClient.class);
        for (String service : List.of("codepipeline", "codebuild", "cloudformation")) {
            cloud.client(IamClient.class)
                    .createRole(request -> request.roleName(service)
                            .assumeRolePolicyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                            + "\"Principal\":{\"Service\":\"" + service
                                            + ".amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
            cloud.client(IamClient.class)
                    .attachRolePolicy(request ->
                            request.roleName(service).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        }
        cloud.client(S3Client.class).createBucket(request -> request.bucket("artifacts"));
        codeCommit.createRepository(request -> request.repositoryName("app"));
        cloud.client(CodeBuildClient.class)
                .createProject(request -> request.name("app")
                        .serviceRole(role("codebuild"))
                        .source(source -> source.type(SourceType.CODEPIPELINE))
                        .artifacts(artifacts -> artifacts.type(ArtifactsType.CODEPIPELINE))
                        .environment(environment -> environment
                                .type(EnvironmentType.LINUX_CONTAINER)
                                .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                                .image("aws/codebuild/standard:7.0")));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static String role(String name) {
        return "arn:aws:iam::000000000000:role/" + name;
    }

    @Test
    void aCommitIsBuiltAndBecomesAStackAndAFailureSaysWhyAsFarAsTheRoleMayKnow() throws Exception {
        String first = commit(null, BUILDSPEC, TEMPLATE);
        codePipeline.createPipeline(request -> request.pipeline(pipeline()));
        assertThat(end("app", 1)).isEqualTo("SUCCEEDED");
        assertThat(output()).isEqualTo("/test/" + first);
        assertThat(newest("Build").output().outputVariables()).containsEntry("GREETING", "hello");
        assertThat(newest("Deploy").output().outputVariables()).containsEntry("Name", "/test/" + first);

        String second = commit(first, BUILDSPEC.replace("export GREETING=hello", "exit 3"), TEMPLATE);
        codePipeline.startPipelineExecution(request -> request.name("app"));
        assertThat(end("app", 2)).isEqualTo("FAILED");
        assertThat(newest("Build").output().executionResult().errorDetails().message())
                .startsWith("Build terminated with state: FAILED. Phase: BUILD")
                .contains("exit 3");
        assertThat(output()).isEqualTo("/test/" + first);

        String third = commit(second, BUILDSPEC, TEMPLATE.replace("\"/${Stage}/${Tag}\"", "\"a name with blanks\""));
        codePipeline.startPipelineExecution(request -> request.name("app"));
        assertThat(end("app", 3)).isEqualTo("FAILED");
        assertThat(newest("Deploy").output().executionResult().errorDetails().message())
                .startsWith("Stack app-test is in UPDATE_ROLLBACK_COMPLETE: Group (AWS::Logs::LogGroup) ");
        assertThat(output()).isEqualTo("/test/" + first);

        cloud.client(IamClient.class)
                .putRolePolicy(request -> request.roleName("codepipeline")
                        .policyName("NoEvents")
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
                                + "\"Action\":\"cloudformation:DescribeStackEvents\",\"Resource\":\"*\"}]}"));
        commit(third, BUILDSPEC, TEMPLATE.replace("\"/${Stage}/${Tag}\"", "\"another with blanks\""));
        codePipeline.startPipelineExecution(request -> request.name("app"));
        assertThat(end("app", 4)).isEqualTo("FAILED");
        assertThat(newest("Deploy").output().executionResult().errorDetails().message())
                .startsWith("Stack app-test is in UPDATE_ROLLBACK_COMPLETE: ")
                .doesNotContain("not authorized", "AWS::Logs::LogGroup");
    }

    @Test
    void changeSetsAreMadeAndExecutedAndStacksDeleted() throws Exception {
        codeCommit.createRepository(request -> request.repositoryName("sets"));
        codeCommit.createCommit(request -> request.repositoryName("sets")
                .branchName("main")
                .putFiles(file("cf/service.yml", TEMPLATE), file("settings.json", "{\"tag\": \"7\"}")));
        codePipeline.createPipeline(request -> request.pipeline(PipelineDeclaration.builder()
                .name("sets")
                .roleArn(role("codepipeline"))
                .artifactStore(store -> store.type(ArtifactStoreType.S3).location("artifacts"))
                .stages(
                        stage(
                                "Source",
                                action(
                                                "Take",
                                                ActionCategory.SOURCE,
                                                "CodeCommit",
                                                Map.of(
                                                        "RepositoryName",
                                                        "sets",
                                                        "BranchName",
                                                        "main",
                                                        "PollForSourceChanges",
                                                        "false"))
                                        .outputArtifacts(OutputArtifact.builder()
                                                .name("Source")
                                                .build())),
                        stage(
                                "Prepare",
                                stackAction(
                                        "CHANGE_SET_REPLACE",
                                        Map.of(
                                                "ChangeSetName",
                                                "set",
                                                "TemplatePath",
                                                "Source::cf/service.yml",
                                                "ParameterOverrides",
                                                "{\"Stage\": \"sets\", \"Tag\": {\"Fn::GetParam\": [\"Source\", \"settings.json\", \"tag\"]}}"))),
                        stage("Execute", stackAction("CHANGE_SET_EXECUTE", Map.of("ChangeSetName", "set"))),
                        stage("Delete", stackAction("DELETE_ONLY", Map.of())))
                .build()));
        assertThat(end("sets", 1)).isEqualTo("SUCCEEDED");
        assertThat(codePipeline
                        .listActionExecutions(request -> request.pipelineName("sets"))
                        .actionExecutionDetails())
                .filteredOn(run -> run.actionName().equals("CHANGE_SET_EXECUTE"))
                .singleElement()
                .satisfies(run -> assertThat(run.output().outputVariables()).containsEntry("Name", "/sets/7"));
        assertThat(cloud.client(CloudFormationClient.class).describeStacks().stacks())
                .noneMatch(stack -> stack.stackName().equals("sets"));
    }

    private static ActionDeclaration.Builder stackAction(String mode, Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(more);
        configuration.putAll(Map.of("ActionMode", mode, "StackName", "sets", "RoleArn", role("cloudformation")));
        return action(mode, ActionCategory.DEPLOY, "CloudFormation", configuration)
                .inputArtifacts(InputArtifact.builder().name("Source").build());
    }

    private static String output() {
        return cloud.client(CloudFormationClient.class)
                .describeStacks(request -> request.stackName("app-test"))
                .stacks()
                .get(0)
                .outputs()
                .get(0)
                .outputValue();
    }

    /** The newest run of an action. */
    private static ActionExecutionDetail newest(String action) {
        return codePipeline
                .listActionExecutions(request -> request.pipelineName("app"))
                .actionExecutionDetails()
                .stream()
                .filter(run -> run.actionName().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static String commit(@org.jspecify.annotations.Nullable String parent, String buildspec, String template) {
        return codeCommit
                .createCommit(request -> request.repositoryName("app")
                        .branchName("main")
                        .parentCommitId(parent)
                        .putFiles(file("buildspec.yml", buildspec), file("cf/service.yml", template)))
                .commitId();
    }

    private static PutFileEntry file(String path, String text) {
        return PutFileEntry.builder()
                .filePath(path)
                .fileContent(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static PipelineDeclaration pipeline() {
        return PipelineDeclaration.builder()
                .name("app")
                .roleArn(role("codepipeline"))
                .artifactStore(store -> store.type(ArtifactStoreType.S3).location("artifacts"))
                .stages(
                        stage(
                                "Source",
                                action(
                                                "Take",
                                                ActionCategory.SOURCE,
                                                "CodeCommit",
                                                Map.of(
                                                        "RepositoryName",
                                                        "app",
                                                        "BranchName",
                                                        "main",
                                                        "PollForSourceChanges",
                                                        "false"))
                                        .outputArtifacts(OutputArtifact.builder()
                                                .name("Source")
                                                .build())),
                        stage(
                                "Build",
                                action("Build", ActionCategory.BUILD, "CodeBuild", Map.of("ProjectName", "app"))
                                        .inputArtifacts(InputArtifact.builder()
                                                .name("Source")
                                                .build())
                                        .outputArtifacts(OutputArtifact.builder()
                                                .name("Built")
                                                .build())),
                        stage(
                                "Test",
                                action(
                                                "Deploy",
                                                ActionCategory.DEPLOY,
                                                "CloudFormation",
                                                Map.of(
                                                        "ActionMode", "CREATE_UPDATE",
                                                        "StackName", "app-test",
                                                        "RoleArn", role("cloudformation"),
                                                        "TemplatePath", "Source::cf/service.yml",
                                                        "TemplateConfiguration", "Built::overrides.json",
                                                        "ParameterOverrides", "{\"Stage\": \"test\"}"))
                                        .inputArtifacts(
                                                InputArtifact.builder()
                                                        .name("Source")
                                                        .build(),
                                                InputArtifact.builder()
                                                        .name("Built")
                                                        .build())))
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

    private static StageDeclaration stage(String name, ActionDeclaration.Builder action) {
        return StageDeclaration.builder().name(name).actions(action.build()).build();
    }

    /** How the execution ended that was the n-th to end. */
    private static String end(String pipeline, int n) throws Exception {
        return cloud.journal()
                .until("execution " + n + " to end", Duration.ofSeconds(60), () -> {
                    List<Event> ends = cloud.journal().since(0).stream()
                            .filter(event -> event.type().equals("CodePipeline Pipeline Execution State Change"))
                            .filter(event -> event.text("pipeline").equals(pipeline)
                                    && !event.text("state").equals("STARTED"))
                            .toList();
                    return ends.size() < n
                            ? Optional.empty()
                            : Optional.of(ends.get(n - 1).text("state"));
                })
                .get(60, TimeUnit.SECONDS);
    }
}
