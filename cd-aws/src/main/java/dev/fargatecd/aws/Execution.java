package dev.fargatecd.aws;

import java.util.List;
import java.util.Optional;

/**
 * One execution of a pipeline.
 *
 * @param commit what it delivers; empty until its source action has fetched it
 * @param actions those that have begun, in the order in which they did; a retried action is there once for each try
 */
public record Execution(
        String pipeline,
        String id,
        ExecutionStatus status,
        Optional<String> commit,
        Optional<String> commitMessage,
        List<ActionRun> actions) {
    public Execution {
        actions = List.copyOf(actions);
    }

    /** The action whose last try failed, or empty. */
    public Optional<ActionRun> failedAction() {
        return actions.stream()
                .filter(action -> action.status() == ActionStatus.FAILED)
                .reduce((earlier, later) -> later)
                .filter(failed -> status != ExecutionStatus.SUCCEEDED);
    }

    /** The approval that somebody has to give, or empty. */
    public Optional<ActionRun> awaitedApproval() {
        return actions.stream()
                .filter(action -> action.status() == ActionStatus.AWAITING_APPROVAL)
                .findFirst();
    }
}
