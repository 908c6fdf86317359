package dev.fargatecd.local.codepipeline.execution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;

/**
 * Decides what is due next in a pipeline: from the executions as they are, without doing anything.
 *
 * <p>A stage holds one execution at a time. Which of those that wait for it comes next depends on the pipeline's mode:
 * the newest alone, which supersedes the older ones; each in its turn; or all at once.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html">How pipeline
 *     executions work</a>
 */
final class Planner {
    private final ExecutionMode mode;
    private final Set<String> closed;

    /**
     * Plans for one pipeline.
     *
     * @param closed the stages that nothing may enter: their inbound transition is disabled
     */
    Planner(ExecutionMode mode, Set<String> closed) {
        this.mode = mode;
        this.closed = closed;
    }

    /**
     * The next step, or empty where something must happen outside first.
     *
     * @param executions those that have not ended, oldest first
     */
    Optional<Step> next(List<Execution> executions) {
        return executions.stream()
                .map(execution -> execution.isInStage() ? inStage(execution) : waiting(execution, executions))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Actions of the same run order run side by side, each order after the one before. */
    private static Optional<Step> inStage(Execution execution) {
        boolean isBusy = execution.stage().actions().stream()
                .anyMatch(action -> is(execution, action, ActionStatus.IN_PROGRESS));
        if (execution.stop().isPresent()) {
            return stopping(execution, isBusy);
        }
        for (List<ActionDeclaration> sideBySide : inOrder(execution)) {
            List<String> missing = sideBySide.stream()
                    .map(ActionDeclaration::name)
                    .filter(name -> execution.run(execution.stageName(), name).isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                return Optional.of(new Step.StartActions(execution.id(), missing));
            }
            if (isBusy) {
                return Optional.empty();
            }
            if (sideBySide.stream().anyMatch(action -> !is(execution, action, ActionStatus.SUCCEEDED))) {
                return Optional.of(new Step.EndStage(execution.id(), StageStatus.FAILED));
            }
        }
        return Optional.of(new Step.EndStage(execution.id(), StageStatus.SUCCEEDED));
    }

    private static Optional<Step> stopping(Execution execution, boolean isBusy) {
        if (!isBusy) {
            return Optional.of(new Step.EndStage(execution.id(), StageStatus.STOPPED));
        }
        return execution.stop().filter(Execution.Stop::abandon).map(stop -> new Step.AbandonActions(execution.id()));
    }

    private static Iterable<List<ActionDeclaration>> inOrder(Execution execution) {
        return execution.stage().actions().stream()
                .collect(Collectors.groupingBy(
                        action -> action.runOrder() == null ? 1 : action.runOrder(), TreeMap::new, Collectors.toList()))
                .values();
    }

    private static boolean is(Execution execution, ActionDeclaration action, ActionStatus status) {
        return execution
                .run(execution.stageName(), action.name())
                .filter(run -> run.status() == status)
                .isPresent();
    }

    private Optional<Step> waiting(Execution execution, List<Execution> all) {
        if (execution.stop().isPresent()) {
            return Optional.of(new Step.End(
                    execution.id(),
                    ExecutionStatus.STOPPED,
                    execution.stop().get().reason()));
        }
        String stage = execution.stageName();
        List<Execution> rivals = all.stream()
                .filter(other ->
                        !other.id().equals(execution.id()) && other.stageName().equals(stage))
                .toList();
        boolean isSuperseded = mode == ExecutionMode.SUPERSEDED
                && rivals.stream().anyMatch(other -> other.isWaiting() && other.order() > execution.order());
        if (isSuperseded) {
            return Optional.of(new Step.End(
                    execution.id(), ExecutionStatus.SUPERSEDED, "A newer execution waited for stage " + stage));
        }
        boolean isTaken = mode != ExecutionMode.PARALLEL
                && rivals.stream().anyMatch(other -> other.isInStage() || other.order() < execution.order());
        boolean mustWait = isTaken || closed.contains(stage);
        return mustWait ? Optional.empty() : Optional.of(new Step.EnterStage(execution.id()));
    }
}
