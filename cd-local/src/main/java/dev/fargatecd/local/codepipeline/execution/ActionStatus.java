package dev.fargatecd.local.codepipeline.execution;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;

/** How a run of an action stands. A retried action runs anew, so each of these but the first is final. */
public enum ActionStatus {
    IN_PROGRESS(ActionExecutionStatus.IN_PROGRESS),
    SUCCEEDED(ActionExecutionStatus.SUCCEEDED),
    FAILED(ActionExecutionStatus.FAILED),
    ABANDONED(ActionExecutionStatus.ABANDONED);

    private final ActionExecutionStatus aws;

    ActionStatus(ActionExecutionStatus aws) {
        this.aws = aws;
    }

    public ActionExecutionStatus aws() {
        return aws;
    }

    public boolean isTerminal() {
        return this != IN_PROGRESS;
    }

    /** What may follow. */
    public Set<ActionStatus> successors() {
        return switch (this) {
            case IN_PROGRESS -> EnumSet.of(SUCCEEDED, FAILED, ABANDONED);
            case SUCCEEDED, FAILED, ABANDONED -> EnumSet.noneOf(ActionStatus.class);
        };
    }
}
