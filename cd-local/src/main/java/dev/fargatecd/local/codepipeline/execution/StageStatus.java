package dev.fargatecd.local.codepipeline.execution;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;

/** How a stage stands that an execution has entered. */
public enum StageStatus {
    IN_PROGRESS(StageExecutionStatus.IN_PROGRESS),
    STOPPING(StageExecutionStatus.STOPPING),
    SUCCEEDED(StageExecutionStatus.SUCCEEDED),
    FAILED(StageExecutionStatus.FAILED),
    STOPPED(StageExecutionStatus.STOPPED);

    private final StageExecutionStatus aws;

    StageStatus(StageExecutionStatus aws) {
        this.aws = aws;
    }

    public StageExecutionStatus aws() {
        return aws;
    }

    /** Whether nothing more happens by itself. A failed stage goes on only if somebody retries it. */
    public boolean isTerminal() {
        return switch (this) {
            case IN_PROGRESS, STOPPING -> false;
            case SUCCEEDED, FAILED, STOPPED -> true;
        };
    }

    /** What may follow. */
    public Set<StageStatus> successors() {
        return switch (this) {
            case IN_PROGRESS -> EnumSet.of(STOPPING, SUCCEEDED, FAILED, STOPPED);
            case STOPPING -> EnumSet.of(STOPPED, FAILED);
            case FAILED -> EnumSet.of(IN_PROGRESS);
            case SUCCEEDED, STOPPED -> EnumSet.noneOf(StageStatus.class);
        };
    }

    /** What it makes of its execution; a stage that succeeds leads on. */
    ExecutionStatus ofExecution() {
        return switch (this) {
            case IN_PROGRESS, SUCCEEDED -> ExecutionStatus.IN_PROGRESS;
            case STOPPING -> ExecutionStatus.STOPPING;
            case FAILED -> ExecutionStatus.FAILED;
            case STOPPED -> ExecutionStatus.STOPPED;
        };
    }
}
