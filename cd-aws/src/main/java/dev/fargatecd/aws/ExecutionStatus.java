package dev.fargatecd.aws;

/**
 * Where an execution of a pipeline is, as CodePipeline's <a
 * href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html">PipelineExecution</a>
 * has it.
 */
public enum ExecutionStatus {
    IN_PROGRESS("InProgress"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    SUCCEEDED("Succeeded"),
    /** A newer execution overtook it while it waited for a stage. */
    SUPERSEDED("Superseded"),
    /** The pipeline was changed while it ran. */
    CANCELLED("Cancelled"),
    FAILED("Failed");

    private final String wire;

    ExecutionStatus(String wire) {
        this.wire = wire;
    }

    /** Whether nothing follows, unless somebody retries. */
    public boolean isTerminal() {
        return switch (this) {
            case IN_PROGRESS, STOPPING -> false;
            case STOPPED, SUCCEEDED, SUPERSEDED, CANCELLED, FAILED -> true;
        };
    }

    static ExecutionStatus of(String wire) {
        for (ExecutionStatus status : values()) {
            if (status.wire.equals(wire)) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "CodePipeline answered a status of an execution that we don't know: " + wire);
    }
}
