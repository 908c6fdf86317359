package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.codepipeline.execution.Start;
import dev.fargatecd.local.kernel.Cause;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionTrigger;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionType;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/** Works out what an execution starts with: from whom or what, at which commits, with which variables. */
final class Starts {
    private final CloudContext cloud;

    Starts(CloudContext cloud) {
        this.cloud = cloud;
    }

    /** The first execution, which the making of a pipeline starts. */
    Start created(Scope scope, PipelineDeclaration pipeline, String creator) {
        return start(scope, pipeline, trigger(TriggerType.CREATE_PIPELINE, creator), Map.of(), Map.of());
    }

    /** An execution for a push that the source action itself noticed. */
    Start noticed(Scope scope, PipelineDeclaration pipeline, Event push) {
        return start(
                scope,
                pipeline,
                trigger(TriggerType.POLL_FOR_SOURCE_CHANGES, push.resources().get(0)),
                Map.of(),
                commits(pipeline, push));
    }

    /** An execution that somebody asked for, or a rule of EventBridge. */
    Start asked(Scope scope, PipelineDeclaration pipeline, StartPipelineExecutionRequest request, String caller) {
        Map<String, String> variables = new HashMap<>();
        request.variables().forEach(variable -> {
            if (pipeline.variables().stream().noneMatch(one -> one.name().equals(variable.name()))) {
                throw PipelineFaults.validation("The pipeline has no variable " + variable.name());
            }
            variables.put(variable.name(), variable.value());
        });
        Map<String, String> revisions = new HashMap<>();
        Optional<Cause> cause = Cause.of(request);
        cause.flatMap(this::event).ifPresent(event -> revisions.putAll(commits(pipeline, event)));
        request.sourceRevisions().forEach(override -> {
            if (override.revisionType() != SourceRevisionType.COMMIT_ID) {
                throw new UnsupportedOperationException("codepipeline StartPipelineExecution: revisionType "
                        + override.revisionTypeAsString() + " is not supported by the local cloud");
            }
            if (sources(pipeline).noneMatch(action -> action.name().equals(override.actionName()))) {
                throw PipelineFaults.validation("The pipeline has no source action " + override.actionName());
            }
            revisions.put(override.actionName(), override.revisionValue());
        });
        return start(
                scope,
                pipeline,
                cause.map(one -> trigger(TriggerType.CLOUD_WATCH_EVENT, one.ruleArn()))
                        .orElseGet(() -> trigger(TriggerType.START_PIPELINE_EXECUTION, caller)),
                variables,
                revisions);
    }

    private Start start(
            Scope scope,
            PipelineDeclaration pipeline,
            ExecutionTrigger trigger,
            Map<String, String> given,
            Map<String, String> revisions) {
        Map<String, String> variables = new HashMap<>();
        for (PipelineVariableDeclaration variable : pipeline.variables()) {
            String value = given.getOrDefault(variable.name(), variable.defaultValue());
            if (value == null) {
                throw PipelineFaults.validation(
                        "Variable " + variable.name() + " has no default value, and none was given");
            }
            variables.put(variable.name(), value);
        }
        return new Start(
                scope, pipeline, trigger, variables, revisions, cloud.clock().instant());
    }

    private static ExecutionTrigger trigger(TriggerType type, String detail) {
        return ExecutionTrigger.builder()
                .triggerType(type)
                .triggerDetail(detail)
                .build();
    }

    private Optional<Event> event(Cause cause) {
        return cloud.journal().since(0).stream()
                .filter(event -> event.id().equals(cause.eventId()))
                .findFirst();
    }

    /** The commit of a push, for each source action that takes that branch: not a newer one that came since. */
    private static Map<String, String> commits(PipelineDeclaration pipeline, Event push) {
        Map<String, String> commits = new HashMap<>();
        if (push.source().equals("aws.codecommit") && !push.text("commitId").isEmpty()) {
            sources(pipeline)
                    .filter(action -> isOf(action, push))
                    .forEach(action -> commits.put(action.name(), push.text("commitId")));
        }
        return commits;
    }

    /** Whether it is a push to the branch that the source action takes. */
    static boolean isOf(ActionDeclaration action, Event push) {
        return push.text("referenceType").equals("branch")
                && push.text("repositoryName").equals(action.configuration().get("RepositoryName"))
                && push.text("referenceName").equals(action.configuration().get("BranchName"));
    }

    /** The source actions of a pipeline. */
    static Stream<ActionDeclaration> sources(PipelineDeclaration pipeline) {
        return pipeline.stages().get(0).actions().stream();
    }
}
