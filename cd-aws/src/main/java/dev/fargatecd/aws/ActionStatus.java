package dev.fargatecd.aws;

/** Where an action of a pipeline's execution is. */
public enum ActionStatus {
    /** Its turn has not come. */
    WAITING,
    IN_PROGRESS,
    /** A person has to approve it. */
    AWAITING_APPROVAL,
    SUCCEEDED,
    FAILED,
    ABANDONED;

    /** Whether nothing follows. */
    public boolean isTerminal() {
        return switch (this) {
            case WAITING, IN_PROGRESS, AWAITING_APPROVAL -> false;
            case SUCCEEDED, FAILED, ABANDONED -> true;
        };
    }
}
