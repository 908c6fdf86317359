package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.codepipeline.execution.ActionRun;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import dev.fargatecd.local.codepipeline.execution.Execution;
import dev.fargatecd.local.codepipeline.execution.Revision;
import dev.fargatecd.local.codepipeline.execution.StageRun;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionResult;
import software.amazon.awssdk.services.codepipeline.model.ActionRevision;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetail;
import software.amazon.awssdk.services.codepipeline.model.ArtifactRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecution;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.ResolvedPipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.SourceRevision;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/** Executions, stages and actions in the API's shapes. */
final class Descriptions {
    private Descriptions() {}

    static PipelineExecution execution(Execution execution) {
        return PipelineExecution.builder()
                .pipelineName(execution.start().pipeline().name())
                .pipelineVersion(execution.start().pipeline().version())
                .pipelineExecutionId(execution.id())
                .status(execution.status().aws())
                .statusSummary(execution.summary().orElse(null))
                .trigger(execution.start().trigger())
                .executionMode(execution.start().pipeline().executionMode())
                .executionType(ExecutionType.STANDARD)
                .artifactRevisions(execution.counting().stream()
                        .flatMap(run -> run.outcome().revision().stream()
                                .flatMap(revision -> run.outcome().artifacts().stream()
                                        .map(artifact -> artifactRevision(artifact, revision))))
                        .toList())
                .variables(execution.start().variables().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(variable -> ResolvedPipelineVariable.builder()
                                .name(variable.getKey())
                                .resolvedValue(variable.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static ArtifactRevision artifactRevision(Artifact artifact, Revision revision) {
        return ArtifactRevision.builder()
                .name(artifact.name())
                .revisionId(revision.id())
                .revisionSummary(revision.summary())
                .revisionUrl(revision.url())
                .created(revision.created())
                .build();
    }

    static PipelineExecutionSummary summary(Execution execution) {
        return PipelineExecutionSummary.builder()
                .pipelineExecutionId(execution.id())
                .status(execution.status().aws())
                .statusSummary(execution.summary().orElse(null))
                .startTime(execution.start().at())
                .lastUpdateTime(execution.updated())
                .trigger(execution.start().trigger())
                .stopTrigger(trigger -> trigger.reason(
                        execution.stop().map(Execution.Stop::reason).orElse(null)))
                .executionMode(execution.start().pipeline().executionMode())
                .executionType(ExecutionType.STANDARD)
                .sourceRevisions(execution.counting().stream()
                        .flatMap(run -> run.outcome().revision().stream()
                                .map(revision -> SourceRevision.builder()
                                        .actionName(run.action())
                                        .revisionId(revision.id())
                                        .revisionSummary(revision.summary())
                                        .revisionUrl(revision.url())
                                        .build()))
                        .toList())
                .build();
    }

    static ActionExecutionDetail action(Execution execution, ActionRun run) {
        ActionDeclaration action = execution.start().action(run.stage(), run.action());
        return ActionExecutionDetail.builder()
                .pipelineExecutionId(execution.id())
                .actionExecutionId(run.id())
                .pipelineVersion(execution.start().pipeline().version())
                .stageName(run.stage())
                .actionName(run.action())
                .startTime(run.started())
                .lastUpdateTime(run.updated())
                .updatedBy(run.updatedBy().orElse(null))
                .status(run.status().aws())
                .input(input -> input.actionTypeId(action.actionTypeId())
                        .configuration(action.configuration())
                        .resolvedConfiguration(run.input().configuration())
                        .roleArn(action.roleArn())
                        .region(execution.start().scope().region())
                        .namespace(action.namespace())
                        .inputArtifacts(artifacts(run.input().artifacts())))
                .output(output -> output.outputArtifacts(artifacts(run.outcome().artifacts()))
                        .outputVariables(run.outcome().variables())
                        .executionResult(result(run)))
                .build();
    }

    private static ActionExecutionResult result(ActionRun run) {
        return ActionExecutionResult.builder()
                .externalExecutionId(run.outcome().external().id().orElse(null))
                .externalExecutionUrl(run.outcome().external().url().orElse(null))
                .externalExecutionSummary(run.outcome().external().summary().orElse(null))
                .errorDetails(run.outcome().error().orElse(null))
                .build();
    }

    private static List<ArtifactDetail> artifacts(List<Artifact> artifacts) {
        return artifacts.stream()
                .map(artifact -> ArtifactDetail.builder()
                        .name(artifact.name())
                        .s3location(place -> place.bucket(artifact.bucket()).key(artifact.key()))
                        .build())
                .toList();
    }

    /**
     * A stage as it is now.
     *
     * @param executions of the pipeline, oldest first
     */
    static StageState stage(StoredPipeline pipeline, StageDeclaration stage, List<Execution> executions) {
        Optional<Execution> latest = executions.stream()
                .filter(execution -> execution.stages().containsKey(stage.name()))
                .max(Comparator.comparing((Execution execution) -> entered(execution, stage))
                        .thenComparing(Execution::order));
        List<StageExecution> inbound = executions.stream()
                .filter(execution ->
                        execution.isWaiting() && execution.stageName().equals(stage.name()))
                .map(execution -> StageExecution.builder()
                        .pipelineExecutionId(execution.id())
                        .status(StageExecutionStatus.IN_PROGRESS)
                        .build())
                .toList();
        return StageState.builder()
                .stageName(stage.name())
                .inboundExecution(inbound.isEmpty() ? null : inbound.get(inbound.size() - 1))
                .inboundExecutions(inbound)
                .inboundTransitionState(pipeline.disabled()
                        .getOrDefault(
                                stage.name(),
                                TransitionState.builder().enabled(true).build()))
                .latestExecution(latest.map(execution -> StageExecution.builder()
                                .pipelineExecutionId(execution.id())
                                .status(run(execution, stage).status().aws())
                                .type(ExecutionType.STANDARD)
                                .build())
                        .orElse(null))
                .actionStates(stage.actions().stream()
                        .map(action ->
                                action(action, latest.flatMap(execution -> execution.run(stage.name(), action.name()))))
                        .toList())
                .build();
    }

    private static java.time.Instant entered(Execution execution, StageDeclaration stage) {
        return run(execution, stage).entered();
    }

    private static StageRun run(Execution execution, StageDeclaration stage) {
        return java.util.Objects.requireNonNull(execution.stages().get(stage.name()));
    }

    private static ActionState action(ActionDeclaration action, Optional<ActionRun> run) {
        ActionState.Builder state = ActionState.builder().actionName(action.name());
        run.ifPresent(one -> {
            state.latestExecution(ActionExecution.builder()
                            .actionExecutionId(one.id())
                            .status(one.status().aws())
                            .summary(one.outcome().external().summary().orElse(null))
                            .lastStatusChange(one.updated())
                            .token(one.token().orElse(null))
                            .lastUpdatedBy(one.updatedBy().orElse(null))
                            .externalExecutionId(one.outcome().external().id().orElse(null))
                            .externalExecutionUrl(one.outcome().external().url().orElse(null))
                            .errorDetails(one.outcome().error().orElse(null))
                            .build())
                    .entityUrl(one.input().configuration().get("ExternalEntityLink"));
            one.outcome()
                    .revision()
                    .ifPresent(revision -> state.revisionUrl(revision.url())
                            .currentRevision(ActionRevision.builder()
                                    .revisionId(revision.id())
                                    .revisionChangeId(revision.id())
                                    .created(revision.created())
                                    .build()));
        });
        return state.build();
    }
}
