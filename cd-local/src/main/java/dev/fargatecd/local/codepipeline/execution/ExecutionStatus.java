package dev.fargatecd.local.codepipeline.execution;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;

/** How an execution of a pipeline stands. */
public enum ExecutionStatus {
    IN_PROGRESS(PipelineExecutionStatus.IN_PROGRESS),
    STOPPING(PipelineExecutionStatus.STOPPING),
    SUCCEEDED(PipelineExecutionStatus.SUCCEEDED),
    FAILED(PipelineExecutionStatus.FAILED),
    STOPPED(PipelineExecutionStatus.STOPPED),
    SUPERSEDED(PipelineExecutionStatus.SUPERSEDED);

    private final PipelineExecutionStatus aws;

    ExecutionStatus(PipelineExecutionStatus aws) {
        this.aws = aws;
    }

    public PipelineExecutionStatus aws() {
        return aws;
    }

    /** Whether nothing more happens by itself. A failed execution goes on only if somebody retries its stage. */
    public boolean isTerminal() {
        return switch (this) {
            case IN_PROGRESS, STOPPING -> false;
            case SUCCEEDED, FAILED, STOPPED, SUPERSEDED -> true;
        };
    }

    /** What may follow. */
    public Set<ExecutionStatus> successors() {
        return switch (this) {
            case IN_PROGRESS -> EnumSet.of(STOPPING, SUCCEEDED, FAILED, STOPPED, SUPERSEDED);
            case STOPPING -> EnumSet.of(STOPPED, FAILED);
            case FAILED -> EnumSet.of(IN_PROGRESS);
            case SUCCEEDED, STOPPED, SUPERSEDED -> EnumSet.noneOf(ExecutionStatus.class);
        };
    }
}
