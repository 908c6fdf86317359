package dev.fargatecd.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.ConcurrentModificationException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.SourceRevision;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** A pipeline's executions: found by commit, followed to their end, approved, retried. */
public final class Executions {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
    private static final Duration APPEARANCE_BOUND = Duration.ofMinutes(5);

    /** How much our clock may be ahead of AWS's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

    private final CodePipelineClient codePipeline;
    private final Polling polling;
    private final Clock clock;
    private final ProgressListener progress;

    public Executions(CodePipelineClient codePipeline, Polling polling, Clock clock, ProgressListener progress) {
        this.codePipeline = codePipeline;
        this.polling = polling;
        this.clock = clock;
        this.progress = progress;
    }

    /** When following an execution ends before the execution does. */
    public enum StopAt {
        /** Not before. */
        END,
        /** When somebody has to approve. */
        APPROVAL
    }

    /** The newest executions, newest first; empty where there is no such pipeline. */
    public List<Execution> newest(String pipeline, int count) {
        try {
            return codePipeline
                    .listPipelineExecutions(
                            request -> request.pipelineName(pipeline).maxResults(count))
                    .pipelineExecutionSummaries()
                    .stream()
                    .limit(count)
                    .map(summary -> read(pipeline, summary))
                    .toList();
        } catch (PipelineNotFoundException missing) {
            return List.of();
        }
    }

    /** The newest execution of that commit, or empty while there is none. */
    public Optional<Execution> of(String pipeline, String commit) {
        try {
            return codePipeline
                    .listPipelineExecutionsPaginator(request -> request.pipelineName(pipeline))
                    .pipelineExecutionSummaries()
                    .stream()
                    .limit(200) // no more than the last pages: what is older is not what somebody follows
                    .filter(summary -> commit(summary).filter(commit::equals).isPresent())
                    .max(Comparator.comparing(PipelineExecutionSummary::startTime))
                    .map(summary -> read(pipeline, summary));
        } catch (PipelineNotFoundException missing) {
            return Optional.empty();
        }
    }

    /**
     * Follows the execution of a commit, telling each step.
     *
     * @param bound how long the whole may take
     * @return the execution at its end, or at an approval when that is where to stop
     * @throws WaitedInVainException where none begins within five minutes, or it does not end within the bound
     */
    public Execution follow(String pipeline, String commit, StopAt stopAt, Duration bound) {
        Instant began = clock.instant().minus(CLOCKS_APART);
        String id = polling.await(
                "an execution of pipeline " + pipeline + " for commit " + commit,
                APPEARANCE_BOUND,
                () -> of(pipeline, commit)
                        .or(() -> failedToFetch(pipeline, began))
                        .map(Execution::id));
        return followExecution(pipeline, id, stopAt, bound);
    }

    /** An execution that failed before it knew its commit: waiting for one with the commit would be in vain. */
    private Optional<Execution> failedToFetch(String pipeline, Instant since) {
        return codePipeline
                .listPipelineExecutions(
                        request -> request.pipelineName(pipeline).maxResults(1))
                .pipelineExecutionSummaries()
                .stream()
                .filter(summary ->
                        commit(summary).isEmpty() && summary.startTime().isAfter(since))
                .map(summary -> read(pipeline, summary))
                .filter(execution -> execution.status() == ExecutionStatus.FAILED)
                .findFirst();
    }

    /** As {@link #follow(String, String, StopAt, Duration)}, for an execution whose id is known. */
    public Execution followExecution(String pipeline, String id, StopAt stopAt, Duration bound) {
        return followUntil(
                pipeline,
                id,
                bound,
                now -> now.status().isTerminal()
                        || (stopAt == StopAt.APPROVAL && now.awaitedApproval().isPresent()));
    }

    /**
     * Follows an execution whose id is known until something is so, telling each step.
     *
     * @param enough when to stop; it has to hold for every execution that is terminal
     * @throws WaitedInVainException where it is not so within the bound
     */
    public Execution followUntil(String pipeline, String id, Duration bound, Predicate<Execution> enough) {
        Map<String, ActionStatus> told = new HashMap<>();
        return polling.await("execution " + id + " of pipeline " + pipeline + " to end", bound, () -> {
            Execution now = read(pipeline, id);
            for (ActionRun action : now.actions()) {
                if (told.put(action.id(), action.status()) != action.status()) {
                    progress.on(new ProgressEvent.Action(
                            action.ended().orElse(action.started()),
                            id,
                            action.stage(),
                            action.name(),
                            action.status(),
                            action.message()));
                }
            }
            return enough.test(now) ? Optional.of(now) : Optional.empty();
        });
    }

    /**
     * The execution as it is now.
     *
     * @throws software.amazon.awssdk.services.codepipeline.model.CodePipelineException where there is none
     */
    public Execution read(String pipeline, String id) {
        var execution = codePipeline
                .getPipelineExecution(request -> request.pipelineName(pipeline).pipelineExecutionId(id))
                .pipelineExecution();
        // the status first: actions read after it can only be further on
        ExecutionStatus status = ExecutionStatus.of(execution.statusAsString());
        var revision = execution.artifactRevisions().stream().findFirst();
        return new Execution(
                pipeline,
                id,
                status,
                revision.map(found -> found.revisionId()),
                revision.map(found -> found.revisionSummary()),
                actions(pipeline, id));
    }

    private Execution read(String pipeline, PipelineExecutionSummary summary) {
        return new Execution(
                pipeline,
                summary.pipelineExecutionId(),
                ExecutionStatus.of(summary.statusAsString()),
                commit(summary),
                summary.sourceRevisions().stream()
                        .map(SourceRevision::revisionSummary)
                        .findFirst(),
                actions(pipeline, summary.pipelineExecutionId()));
    }

    private static Optional<String> commit(PipelineExecutionSummary summary) {
        return summary.sourceRevisions().stream()
                .map(SourceRevision::revisionId)
                .findFirst();
    }

    private List<ActionRun> actions(String pipeline, String id) {
        return codePipeline
                .listActionExecutionsPaginator(
                        request -> request.pipelineName(pipeline).filter(filter -> filter.pipelineExecutionId(id)))
                .actionExecutionDetails()
                .stream()
                .map(Executions::action)
                .sorted(Comparator.comparing(ActionRun::started))
                .toList();
    }

    private static ActionRun action(ActionExecutionDetail detail) {
        String provider = detail.input() == null || detail.input().actionTypeId() == null
                ? ""
                : detail.input().actionTypeId().provider();
        var result = Optional.ofNullable(detail.output()).map(output -> output.executionResult());
        Optional<String> error = result.map(found -> found.errorDetails()).map(details -> details.message());
        ActionStatus status = switch (detail.status()) {
            case IN_PROGRESS -> provider.equals("Manual") ? ActionStatus.AWAITING_APPROVAL : ActionStatus.IN_PROGRESS;
            case SUCCEEDED -> ActionStatus.SUCCEEDED;
            case FAILED -> ActionStatus.FAILED;
            case ABANDONED -> ActionStatus.ABANDONED;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException(
                        "CodePipeline answered a status of an action that we don't know: " + detail.statusAsString());
        };
        return new ActionRun(
                detail.actionExecutionId(),
                detail.stageName(),
                detail.actionName(),
                provider,
                status,
                detail.startTime(),
                status.isTerminal() ? Optional.ofNullable(detail.lastUpdateTime()) : Optional.<Instant>empty(),
                error.or(() -> result.map(found -> found.externalExecutionSummary())),
                result.map(found -> found.externalExecutionId()),
                detail.input() == null
                        ? Map.of()
                        : detail.input().hasResolvedConfiguration()
                                ? detail.input().resolvedConfiguration()
                                : detail.input().configuration());
    }

    /**
     * Approves or rejects what waits for it.
     *
     * @param stage the stage whose approval it is, or empty for the only one that waits
     * @param summary why, for those who read it later
     * @return the stage that was answered
     * @throws DeliveryException where nothing waits, or several do and no stage is named
     */
    public String answerApproval(String pipeline, Optional<String> stage, boolean approved, String summary) {
        record Waiting(String stage, String action, String token) {}
        List<Waiting> waiting = codePipeline.getPipelineState(request -> request.name(pipeline)).stageStates().stream()
                .flatMap(state -> state.actionStates().stream()
                        .filter(action -> action.latestExecution() != null
                                && action.latestExecution().token() != null
                                && "InProgress".equals(action.latestExecution().statusAsString()))
                        .map(action -> new Waiting(
                                state.stageName(),
                                action.actionName(),
                                action.latestExecution().token())))
                .filter(one -> stage.isEmpty() || stage.get().equalsIgnoreCase(one.stage()))
                .toList();
        if (waiting.isEmpty()) {
            throw new DeliveryException(
                    "nothing was " + (approved ? "approved" : "rejected"),
                    "no approval is awaited in pipeline " + pipeline
                            + stage.map(name -> ", stage " + name).orElse(""),
                    "fargate-cd status");
        }
        if (waiting.size() > 1) {
            throw new DeliveryException(
                    "nothing was " + (approved ? "approved" : "rejected"),
                    "several stages wait for an approval: "
                            + String.join(
                                    ", ", waiting.stream().map(Waiting::stage).toList()),
                    "fargate-cd " + (approved ? "approve " : "reject ")
                            + waiting.get(0).stage());
        }
        Waiting one = waiting.get(0);
        codePipeline.putApprovalResult(request -> request.pipelineName(pipeline)
                .stageName(one.stage())
                .actionName(one.action())
                .token(one.token())
                .result(result -> result.status(approved ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED)
                        .summary(summary)));
        progress.on(new ProgressEvent.Note(
                clock.instant(), "Stage " + one.stage() + " was " + (approved ? "approved" : "rejected")));
        return one.stage();
    }

    /** Releases what the branch has now, and answers the new execution's id. */
    public String start(String pipeline) {
        return codePipeline
                .startPipelineExecution(request -> request.name(pipeline))
                .pipelineExecutionId();
    }

    /** Stops what still runs in the pipeline; what an action has begun elsewhere goes on, but nothing follows. */
    void stopAll(String pipeline) {
        for (Execution execution : newest(pipeline, 20)) {
            if (execution.status() == ExecutionStatus.IN_PROGRESS) {
                try {
                    codePipeline.stopPipelineExecution(request -> request.pipelineName(pipeline)
                            .pipelineExecutionId(execution.id())
                            .abandon(true)
                            .reason("the delivery is taken away"));
                } catch (PipelineExecutionNotStoppableException ended) {
                    LOG.debug("Execution {} ended by itself meanwhile", execution.id(), ended);
                }
            }
        }
    }

    /** Runs the failed actions of a stage of that execution again. */
    public void retry(String pipeline, String execution, String stage) {
        try {
            codePipeline.retryStageExecution(request -> request.pipelineName(pipeline)
                    .pipelineExecutionId(execution)
                    .stageName(stage)
                    .retryMode(StageRetryMode.FAILED_ACTIONS));
        } catch (ConcurrentModificationException moved) {
            throw new DeliveryException(
                    "stage " + stage + " was not retried",
                    "somebody else moved the pipeline meanwhile: "
                            + moved.awsErrorDetails().errorMessage(),
                    "fargate-cd status",
                    moved);
        }
    }
}
