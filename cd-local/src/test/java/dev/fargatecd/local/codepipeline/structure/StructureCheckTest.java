package dev.fargatecd.local.codepipeline.structure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.InvalidActionDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

final class StructureCheckTest {
    private static final ActionDeclaration SOURCE = ActionDeclaration.builder()
            .name("Source")
            .actionTypeId(type -> type.category(ActionCategory.SOURCE)
                    .owner(ActionOwner.AWS)
                    .provider("CodeCommit")
                    .version("1"))
            .configuration(Map.of("RepositoryName", "r", "BranchName", "main"))
            .outputArtifacts(OutputArtifact.builder().name("SourceOutput").build())
            .build();
    private static final ActionDeclaration BUILD = ActionDeclaration.builder()
            .name("Build")
            .actionTypeId(type -> type.category(ActionCategory.BUILD)
                    .owner(ActionOwner.AWS)
                    .provider("CodeBuild")
                    .version("1"))
            .configuration(Map.of("ProjectName", "p"))
            .inputArtifacts(InputArtifact.builder().name("SourceOutput").build())
            .outputArtifacts(OutputArtifact.builder().name("BuildOutput").build())
            .build();
    private static final ActionDeclaration DEPLOY = ActionDeclaration.builder()
            .name("Deploy")
            .actionTypeId(type -> type.category(ActionCategory.DEPLOY)
                    .owner(ActionOwner.AWS)
                    .provider("CloudFormation")
                    .version("1"))
            .configuration(Map.of(
                    "ActionMode", "CREATE_UPDATE", "StackName", "s", "RoleArn", "r", "TemplatePath", "SourceOutput::t"))
            .inputArtifacts(InputArtifact.builder().name("SourceOutput").build())
            .build();
    private static final PipelineDeclaration GOOD = PipelineDeclaration.builder()
            .name("p")
            .roleArn("arn:aws:iam::000000000000:role/pipeline")
            .artifactStore(store -> store.type(ArtifactStoreType.S3).location("b"))
            .stages(stage("Source", SOURCE), stage("Build", BUILD), stage("Deploy", DEPLOY))
            .build();

    private final StructureCheck check = new StructureCheck("codepipeline CreatePipeline", "us-east-1");

    @Test
    void acceptsAGoodPipeline() {
        assertThatCode(() -> check.check(GOOD)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWithAwssCode(UnaryOperator<PipelineDeclaration> change, Class<?> exception, String reason) {
        assertThatThrownBy(() -> check.check(change.apply(GOOD)))
                .isInstanceOf(exception)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> refusesWithAwssCode() {
        return Stream.of(
                with(p -> p.toBuilder().name("a b").build(), ValidationException.class, "Pipeline name"),
                with(p -> p.toBuilder().roleArn("r").build(), ValidationException.class, "roleArn"),
                with(
                        p -> p.toBuilder().stages(stage("Source", SOURCE)).build(),
                        InvalidStructureException.class,
                        "only 1 stage(s)"),
                with(
                        p -> p.toBuilder()
                                .stages(stage("A", BUILD), stage("B", SOURCE))
                                .build(),
                        InvalidStructureException.class,
                        "start with a stage that only contains source actions"),
                with(
                        p -> p.toBuilder()
                                .stages(stage("A", SOURCE), stage("A", BUILD))
                                .build(),
                        InvalidStructureException.class,
                        "Stage names must be unique"),
                with(
                        p -> p.toBuilder()
                                .stages(stage("A", SOURCE), stage("B"))
                                .build(),
                        InvalidStageDeclarationException.class,
                        "has no action"),
                with(
                        p -> p.toBuilder()
                                .stages(stage("A", SOURCE), stage("B", DEPLOY, DEPLOY))
                                .build(),
                        InvalidStructureException.class,
                        "Action names must be unique"),
                with(
                        p -> p.toBuilder()
                                .stages(stage("A", SOURCE), stage("B", BUILD), stage("C", SOURCE))
                                .build(),
                        InvalidStructureException.class,
                        "Only the first stage may contain source actions"),
                withBuild(
                        b -> b.inputArtifacts(
                                InputArtifact.builder().name("BuildOutput").build()),
                        InvalidStructureException.class,
                        "BuildOutput in action Build is not declared as an output artifact of a preceding action"),
                withBuild(
                        b -> b.outputArtifacts(
                                OutputArtifact.builder().name("SourceOutput").build()),
                        InvalidStructureException.class,
                        "put out twice"),
                withBuild(
                        b -> b.configuration(Map.of()),
                        InvalidActionDeclarationException.class,
                        "'Build' is missing required configuration 'ProjectName'"),
                withBuild(
                        b -> b.configuration(Map.of("ProjectName", "p", "Other", "x")),
                        InvalidActionDeclarationException.class,
                        "contains unknown configuration 'Other'"),
                withBuild(
                        b -> b.configuration(Map.of("ProjectName", "p".repeat(1001))),
                        InvalidActionDeclarationException.class,
                        "1001 characters"),
                withBuild(b -> b.runOrder(0), ValidationException.class, "runOrder 0"),
                withBuild(b -> b.timeoutInMinutes(5), InvalidActionDeclarationException.class, "manual approvals"),
                withBuild(
                        b -> b.inputArtifacts(java.util.List.of()),
                        InvalidActionDeclarationException.class,
                        "0 input artifacts"),
                withBuild(
                        b -> b.configuration(Map.of("ProjectName", "p", "BatchEnabled", "true")),
                        UnsupportedOperationException.class,
                        "BatchEnabled true"),
                withBuild(b -> b.region("eu-west-1"), UnsupportedOperationException.class, "another region"),
                withBuild(
                        b -> b.actionTypeId(type -> type.category(ActionCategory.BUILD)
                                .owner(ActionOwner.CUSTOM)
                                .provider("Jenkins")
                                .version("1")),
                        UnsupportedOperationException.class,
                        "provider Jenkins"),
                with(
                        p -> p.toBuilder().executionMode(ExecutionMode.QUEUED).build(),
                        InvalidStructureException.class,
                        "need a pipeline of type V2"),
                with(
                        p -> p.toBuilder()
                                .stages(
                                        stage("A", SOURCE),
                                        stage(
                                                "B",
                                                DEPLOY.toBuilder()
                                                        .configuration(Map.of("ActionMode", "CREATE", "StackName", "s"))
                                                        .build()))
                                .build(),
                        InvalidActionDeclarationException.class,
                        "ActionMode CREATE is not valid; allowed: CREATE_UPDATE"),
                with(
                        p -> p.toBuilder()
                                .stages(
                                        stage("A", SOURCE),
                                        StageDeclaration.builder()
                                                .name("B")
                                                .actions(BUILD)
                                                .onFailure(failure -> failure.result("ROLLBACK"))
                                                .build())
                                .build(),
                        UnsupportedOperationException.class,
                        "onFailure"));
    }

    private static Arguments with(UnaryOperator<PipelineDeclaration> change, Class<?> exception, String reason) {
        return Arguments.of(change, exception, reason);
    }

    private static Arguments withBuild(
            UnaryOperator<ActionDeclaration.Builder> change, Class<?> exception, String reason) {
        return with(
                p -> p.toBuilder()
                        .stages(
                                stage("Source", SOURCE),
                                stage("Build", change.apply(BUILD.toBuilder()).build()))
                        .build(),
                exception,
                reason);
    }

    private static StageDeclaration stage(String name, ActionDeclaration... actions) {
        return StageDeclaration.builder().name(name).actions(actions).build();
    }
}
