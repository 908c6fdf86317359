package dev.fargatecd.local.codepipeline.execution;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Walks the executions of all pipelines: does what the planner says, until something must happen outside.
 *
 * <p>One lock for all: a step is a write to the store and an event. Actions run on workers, outside of it.
 */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final CloudContext cloud;
    private final ExecutionTable executions;
    private final Providers providers;
    private final BiFunction<Scope, String, Set<String>> closedStages;
    private final Announcements announcements;
    private final Object lock = new Object();

    /**
     * Makes the executor.
     *
     * @param closedStages the stages of a pipeline whose inbound transition is disabled
     */
    public Executor(
            CloudContext cloud,
            ExecutionTable executions,
            Providers providers,
            BiFunction<Scope, String, Set<String>> closedStages) {
        this.cloud = cloud;
        this.executions = executions;
        this.providers = providers;
        this.closedStages = closedStages;
        announcements = new Announcements(cloud.journal());
    }

    /** Starts an execution and answers its id. */
    public String start(Start start) {
        synchronized (lock) {
            int order = executions.of(start.scope(), start.pipeline().name()).stream()
                            .mapToInt(Execution::order)
                            .max()
                            .orElse(0)
                    + 1;
            Execution begun = Execution.begun(cloud.ids().uuid(), order, start);
            executions.add(begun);
            announcements.execution(begun, "STARTED");
            advance(start.scope(), start.pipeline().name());
            return begun.id();
        }
    }

    /** Stops an execution that has not ended. */
    public void stop(Execution execution, Execution.Stop how) {
        synchronized (lock) {
            change(execution, now -> now.stopping(how, cloud.clock().instant())).ifPresent(stopping -> {
                Optional.ofNullable(stopping.stages().get(stopping.stageName()))
                        .filter(run -> run.status() == StageStatus.STOPPING)
                        .ifPresent(run -> announcements.stage(stopping, run, "STOPPING"));
                announcements.execution(stopping, "STOPPING");
            });
            advance(execution);
        }
    }

    /** Puts a failed execution back into its failed stage. */
    public void retry(Execution execution, boolean allActions) {
        synchronized (lock) {
            change(execution, now -> now.retrying(allActions, cloud.clock().instant()))
                    .ifPresent(again -> {
                        announcements.execution(again, "RESUMED");
                        announcements.stage(
                                again, Objects.requireNonNull(again.stages().get(again.stageName())), "RESUMED");
                    });
            advance(execution);
        }
    }

    /** Ends a run of an action; one that has ended already, or was abandoned, stays as it is. */
    public void end(Execution execution, String runId, Outcome outcome, Optional<String> by) {
        synchronized (lock) {
            boolean isRunning = executions
                    .find(
                            execution.start().scope(),
                            execution.start().pipeline().name(),
                            execution.id())
                    .filter(now -> now.isRunning(runId))
                    .isPresent();
            if (!isRunning) {
                return;
            }
            ActionStatus end = outcome.error().isPresent() ? ActionStatus.FAILED : ActionStatus.SUCCEEDED;
            endRun(execution, runId, end, outcome, by);
            advance(execution);
        }
    }

    private void endRun(Execution execution, String runId, ActionStatus end, Outcome outcome, Optional<String> by) {
        Instant when = cloud.clock().instant();
        change(execution, now -> now.changed(runId, when, run -> run.ended(end, outcome, by, when)))
                .ifPresent(now -> now.runs().stream()
                        .filter(run -> run.id().equals(runId))
                        .forEach(run -> announcements.action(now, run, end.name())));
    }

    private void advance(Execution execution) {
        advance(execution.start().scope(), execution.start().pipeline().name());
    }

    /** Does what is due in a pipeline: after a change that the executor did not make itself. */
    public void advance(Scope scope, String pipeline) {
        synchronized (lock) {
            Optional<Step> step = next(scope, pipeline);
            while (step.isPresent()) {
                Step due = step.get();
                executions
                        .find(scope, pipeline, due.executionId())
                        .ifPresent(execution -> due.take(new Walk(execution)));
                step = next(scope, pipeline);
            }
        }
    }

    private Optional<Step> next(Scope scope, String pipeline) {
        List<Execution> open = executions.of(scope, pipeline).stream()
                .filter(execution -> !execution.status().isTerminal())
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ExecutionMode mode = open.get(open.size() - 1).start().pipeline().executionMode();
        return new Planner(mode, closedStages.apply(scope, pipeline)).next(open);
    }

    /** Takes a step of an execution; called under the lock. */
    private final class Walk implements Step.Taker {
        private final Execution execution;
        private final Instant when = cloud.clock().instant();

        Walk(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void enter(Step.EnterStage step) {
            change(execution, now -> now.entered(when))
                    .ifPresent(now -> announcements.stage(now, stage(now, now.stageName()), "STARTED"));
        }

        @Override
        public void start(Step.StartActions step) {
            step.actions().forEach(action -> startAction(execution, action));
        }

        @Override
        public void abandon(Step.AbandonActions step) {
            execution.counting().stream()
                    .filter(run -> !run.status().isTerminal())
                    .forEach(run ->
                            endRun(execution, run.id(), ActionStatus.ABANDONED, run.outcome(), Optional.empty()));
        }

        @Override
        public void end(Step.EndStage step) {
            String stage = execution.stageName();
            change(execution, now -> now.stage(step.status(), when)).ifPresent(now -> {
                announcements.stage(now, stage(now, stage), step.status().name());
                if (now.status().isTerminal()) {
                    announcements.execution(now, now.status().name());
                }
            });
        }

        @Override
        public void end(Step.End step) {
            change(execution, now -> now.ended(step.status(), step.why(), when))
                    .ifPresent(now -> announcements.execution(now, step.status().name()));
        }

        private static StageRun stage(Execution execution, String name) {
            return Objects.requireNonNull(execution.stages().get(name), name);
        }
    }

    private void startAction(Execution execution, String name) {
        ActionDeclaration action = execution.start().action(execution.stageName(), name);
        ActionProvider provider = providers.of(action.actionTypeId());
        String runId = cloud.ids().uuid();
        Optional<ActionFailure> impossible = Optional.empty();
        ActionRun.Input input = new ActionRun.Input(Map.of(), List.of());
        // As it is now: another action that was started with this one may have ended already.
        Execution now = executions
                .find(execution.start().scope(), execution.start().pipeline().name(), execution.id())
                .orElse(execution);
        try {
            input = input(now, action);
        } catch (ActionFailure failure) {
            impossible = Optional.of(failure);
        }
        ActionRun run = ActionRun.started(
                runId,
                execution.stageName(),
                name,
                input,
                provider.isApproval() ? Optional.of(cloud.ids().uuid()) : Optional.empty(),
                cloud.clock().instant());
        change(execution, before -> before.with(run)).ifPresent(after -> announcements.action(after, run, "STARTED"));
        impossible.ifPresentOrElse(
                failure -> endRun(execution, runId, ActionStatus.FAILED, failure.outcome(), Optional.empty()),
                () -> cloud.work().execute(() -> work(execution, run, action, provider)));
    }

    private static ActionRun.Input input(Execution execution, ActionDeclaration action) {
        var artifacts = execution.artifacts();
        List<Artifact> inputs = action.inputArtifacts().stream()
                .map(InputArtifact::name)
                .map(name -> Optional.ofNullable(artifacts.get(name))
                        .orElseThrow(() -> new ActionFailure(
                                "ConfigurationError",
                                "The input artifact " + name + " was not put out by an action before")))
                .toList();
        return new ActionRun.Input(new Variables(execution).resolve(action.configuration()), inputs);
    }

    /** On a worker: the outcome comes back through {@link #end}. */
    private void work(Execution execution, ActionRun run, ActionDeclaration action, ActionProvider provider) {
        CompletableFuture<Outcome> outcome;
        try {
            Start start = execution.start();
            outcome = provider.start(new ActionJob(
                    caller(execution, action),
                    start,
                    execution.id(),
                    run.stage(),
                    run.id(),
                    action,
                    run.input(),
                    Optional.ofNullable(start.revisions().get(action.name())),
                    execution.counting().stream()
                            .flatMap(earlier -> earlier.outcome().revision().stream())
                            .findFirst(),
                    run.token(),
                    external -> progress(execution, run.id(), external)));
        } catch (RuntimeException failure) {
            outcome = CompletableFuture.failedFuture(failure);
        }
        // Nobody waits for it: end() tells whatever comes of it.
        var unused = outcome.whenCompleteAsync(
                (done, failure) -> end(
                        execution,
                        run.id(),
                        failure == null ? done : explain(execution, run, failure),
                        Optional.empty()),
                cloud.work());
    }

    private void progress(Execution execution, String runId, External external) {
        Instant when = cloud.clock().instant();
        change(
                execution,
                now -> now.isRunning(runId) ? now.changed(runId, when, run -> run.with(external, when)) : now);
    }

    /** The pipeline's role, and through it the action's own where it has one. */
    private Caller caller(Execution execution, ActionDeclaration action) {
        Start start = execution.start();
        Caller pipeline = cloud.clients()
                .assumeRole(
                        "codepipeline.amazonaws.com",
                        start.scope(),
                        start.pipeline().roleArn(),
                        execution.id(),
                        Optional.of(start.arn()))
                .caller();
        if (action.roleArn() == null) {
            return pipeline;
        }
        String key = cloud.clients()
                .as(pipeline, StsClient.class)
                .assumeRole(request -> request.roleArn(action.roleArn()).roleSessionName(execution.id()))
                .credentials()
                .accessKeyId();
        return cloud.accessKeys()
                .find(key)
                .map(AccessKey::principal)
                .map(principal -> new Caller(principal, start.scope()))
                .orElseThrow(() -> new IllegalStateException("STS answered a key that the cloud does not know"));
    }

    private static Outcome explain(Execution execution, ActionRun run, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof ActionFailure known) {
            return known.outcome();
        }
        if (failure instanceof AwsServiceException refused) {
            return Outcome.failed(
                    External.NOTHING,
                    refused.statusCode() == 403 ? "PermissionError" : "ConfigurationError",
                    refused.awsErrorDetails().errorMessage());
        }
        if (failure instanceof UnsupportedOperationException unsupported) {
            return Outcome.failed(External.NOTHING, "NotImplemented", String.valueOf(unsupported.getMessage()));
        }
        LOG.error("Action {} of execution {} failed", run.action(), execution.id(), failure);
        return Outcome.failed(External.NOTHING, "InternalError", String.valueOf(failure));
    }

    private Optional<Execution> change(Execution execution, UnaryOperator<Execution> change) {
        return executions.change(execution.start().scope(), execution.id(), change);
    }
}
