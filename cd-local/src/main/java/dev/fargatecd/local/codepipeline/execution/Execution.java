package dev.fargatecd.local.codepipeline.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * One execution of a pipeline, and all that happened in it.
 *
 * @param order 1, 2, 3, … in the order in which executions of the pipeline started
 * @param at the index of the stage that it is in or waits for; of the last one it was in once it has ended
 * @param stages those it has entered, by name, in order
 * @param runs of actions, oldest first, those that were retried among them
 * @param stop how somebody wants it stopped
 * @param summary why it ended so, where there is something to say
 * @param attempt 1, and one more with each retry of a stage
 */
public record Execution(
        String id,
        int order,
        Start start,
        ExecutionStatus status,
        int at,
        Map<String, StageRun> stages,
        List<ActionRun> runs,
        Optional<Stop> stop,
        Optional<String> summary,
        int attempt,
        Instant updated) {

    /** How an execution is to be stopped: after what is under way, or at once. */
    public record Stop(boolean abandon, String reason) {}

    public Execution {
        stages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        runs = List.copyOf(runs);
    }

    /** Just started: it waits for its first stage. */
    static Execution begun(String id, int order, Start start) {
        return new Execution(
                id,
                order,
                start,
                ExecutionStatus.IN_PROGRESS,
                0,
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                1,
                start.at());
    }

    /** The stage that it is in or waits for. */
    StageDeclaration stage() {
        return start.stages().get(at);
    }

    /** Whether it is in its stage, and the stage has not ended. */
    boolean isInStage() {
        StageRun run = stages.get(stage().name());
        return run != null && !run.status().isTerminal();
    }

    /** Whether it waits to enter its stage. */
    public boolean isWaiting() {
        return !status.isTerminal() && !isInStage();
    }

    /** The name of the stage that it is in or waits for. */
    public String stageName() {
        return stage().name();
    }

    /** The run that counts of an action: not one that was retried. */
    public Optional<ActionRun> run(String stage, String action) {
        return runs.stream()
                .filter(run -> !run.retried()
                        && run.stage().equals(stage)
                        && run.action().equals(action))
                .findFirst();
    }

    /** Whether a run of that id is under way. */
    boolean isRunning(String runId) {
        return runs.stream()
                .anyMatch(run -> run.id().equals(runId) && !run.status().isTerminal());
    }

    /** The artifacts that actions have put out, by name. */
    Map<String, Artifact> artifacts() {
        Map<String, Artifact> all = new HashMap<>();
        counting().forEach(run -> run.outcome().artifacts().forEach(one -> all.put(one.name(), one)));
        return all;
    }

    /** The runs that were not retried. */
    public List<ActionRun> counting() {
        return runs.stream().filter(run -> !run.retried()).toList();
    }

    Execution entered(Instant now) {
        Map<String, StageRun> all = new LinkedHashMap<>(stages);
        all.put(stage().name(), new StageRun(stage().name(), StageStatus.IN_PROGRESS, now));
        return new Execution(id, order, start, status, at, all, runs, stop, summary, attempt, now);
    }

    /** The stage that it is in has another status; a final one ends the execution or leads it on. */
    Execution stage(StageStatus now, Instant when) {
        Map<String, StageRun> all = new LinkedHashMap<>(stages);
        all.computeIfPresent(stage().name(), (name, run) -> new StageRun(name, now, run.entered()));
        boolean isLast = at == start.stages().size() - 1;
        boolean goesOn = now == StageStatus.SUCCEEDED && !isLast;
        ExecutionStatus next = now == StageStatus.SUCCEEDED && isLast
                ? ExecutionStatus.SUCCEEDED
                : now == StageStatus.SUCCEEDED ? status : now.ofExecution();
        return new Execution(id, order, start, next, goesOn ? at + 1 : at, all, runs, stop, summary, attempt, when);
    }

    Execution with(ActionRun added) {
        List<ActionRun> all = new ArrayList<>(runs);
        all.add(added);
        return withRuns(all, added.started());
    }

    Execution changed(String runId, Instant now, UnaryOperator<ActionRun> change) {
        return withRuns(
                runs.stream()
                        .map(run -> run.id().equals(runId) ? change.apply(run) : run)
                        .toList(),
                now);
    }

    private Execution withRuns(List<ActionRun> all, Instant now) {
        return new Execution(id, order, start, status, at, stages, all, stop, summary, attempt, now);
    }

    Execution ended(ExecutionStatus end, String why, Instant now) {
        return new Execution(id, order, start, end, at, stages, runs, stop, Optional.of(why), attempt, now);
    }

    Execution stopping(Stop how, Instant now) {
        Map<String, StageRun> all = new LinkedHashMap<>(stages);
        if (isInStage()) {
            all.computeIfPresent(
                    stage().name(), (name, run) -> new StageRun(name, StageStatus.STOPPING, run.entered()));
        }
        return new Execution(
                id,
                order,
                start,
                ExecutionStatus.STOPPING,
                at,
                all,
                runs,
                Optional.of(how),
                Optional.of(how.reason()),
                attempt,
                now);
    }

    /** In its failed stage again; the runs for which others are due are marked. */
    Execution retrying(boolean allActions, Instant now) {
        String stage = stage().name();
        List<ActionRun> all = runs.stream()
                .map(run -> run.stage().equals(stage) && (allActions || run.status() != ActionStatus.SUCCEEDED)
                        ? run.asRetried()
                        : run)
                .toList();
        Map<String, StageRun> again = new LinkedHashMap<>(stages);
        again.put(stage, new StageRun(stage, StageStatus.IN_PROGRESS, now));
        return new Execution(
                id,
                order,
                start,
                ExecutionStatus.IN_PROGRESS,
                at,
                again,
                all,
                Optional.empty(),
                Optional.empty(),
                attempt + 1,
                now);
    }
}
