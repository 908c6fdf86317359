package dev.fargatecd.aws;

/**
 * Where a stack is, as CloudFormation's <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html">StackStatus</a> has it.
 */
public enum StackStatus {
    REVIEW_IN_PROGRESS,
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    CREATE_FAILED,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_COMPLETE,
    ROLLBACK_FAILED,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    UPDATE_ROLLBACK_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE,
    UPDATE_ROLLBACK_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED,
    IMPORT_IN_PROGRESS,
    IMPORT_COMPLETE,
    IMPORT_ROLLBACK_IN_PROGRESS,
    IMPORT_ROLLBACK_COMPLETE,
    IMPORT_ROLLBACK_FAILED;

    /** Whether something is being done to the stack; a change set under review is no work in progress. */
    public boolean isInProgress() {
        return this != REVIEW_IN_PROGRESS && name().endsWith("_IN_PROGRESS");
    }

    /** Whether the last operation did what it was to do, and the stack stands. */
    public boolean isStanding() {
        return switch (this) {
            case CREATE_COMPLETE, UPDATE_COMPLETE, IMPORT_COMPLETE -> true;
            case REVIEW_IN_PROGRESS,
                    CREATE_IN_PROGRESS,
                    CREATE_FAILED,
                    ROLLBACK_IN_PROGRESS,
                    ROLLBACK_COMPLETE,
                    ROLLBACK_FAILED,
                    UPDATE_IN_PROGRESS,
                    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
                    UPDATE_FAILED,
                    UPDATE_ROLLBACK_IN_PROGRESS,
                    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
                    UPDATE_ROLLBACK_COMPLETE,
                    UPDATE_ROLLBACK_FAILED,
                    DELETE_IN_PROGRESS,
                    DELETE_COMPLETE,
                    DELETE_FAILED,
                    IMPORT_IN_PROGRESS,
                    IMPORT_ROLLBACK_IN_PROGRESS,
                    IMPORT_ROLLBACK_COMPLETE,
                    IMPORT_ROLLBACK_FAILED -> false;
        };
    }

    /** Whether the stack was never made and only DeleteStack is allowed. */
    public boolean neverStood() {
        return this == ROLLBACK_COMPLETE || this == ROLLBACK_FAILED;
    }
}
