package dev.fargatecd.local.cloudformation;

import java.util.EnumSet;
import java.util.Set;

/**
 * The statuses of a stack and what may follow each. Those of resource import are absent, as importing is.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html">Stack statuses
 *     in the user guide</a>
 */
enum StackStatus {
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
    DELETE_FAILED;

    /** Whether an operation is over; REVIEW_IN_PROGRESS waits for somebody and for no operation. */
    boolean isTerminal() {
        return !name().endsWith("_IN_PROGRESS");
    }

    /** Whether a stack operation is at work. */
    boolean isBusy() {
        return !isTerminal() && this != REVIEW_IN_PROGRESS;
    }

    /** What may follow directly. */
    Set<StackStatus> successors() {
        return switch (this) {
            case REVIEW_IN_PROGRESS -> EnumSet.of(CREATE_IN_PROGRESS, DELETE_IN_PROGRESS);
            case CREATE_IN_PROGRESS ->
                EnumSet.of(CREATE_COMPLETE, CREATE_FAILED, ROLLBACK_IN_PROGRESS, DELETE_IN_PROGRESS);
            case CREATE_FAILED -> EnumSet.of(UPDATE_IN_PROGRESS, ROLLBACK_IN_PROGRESS, DELETE_IN_PROGRESS);
            case ROLLBACK_IN_PROGRESS -> EnumSet.of(ROLLBACK_COMPLETE, ROLLBACK_FAILED);
            case ROLLBACK_COMPLETE, ROLLBACK_FAILED, DELETE_FAILED -> EnumSet.of(DELETE_IN_PROGRESS);
            case CREATE_COMPLETE, UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE ->
                EnumSet.of(UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS);
            case UPDATE_IN_PROGRESS ->
                EnumSet.of(UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, UPDATE_FAILED, UPDATE_ROLLBACK_IN_PROGRESS);
            case UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -> EnumSet.of(UPDATE_COMPLETE);
            case UPDATE_FAILED -> EnumSet.of(UPDATE_IN_PROGRESS, UPDATE_ROLLBACK_IN_PROGRESS, DELETE_IN_PROGRESS);
            case UPDATE_ROLLBACK_IN_PROGRESS ->
                EnumSet.of(UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, UPDATE_ROLLBACK_FAILED);
            case UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -> EnumSet.of(UPDATE_ROLLBACK_COMPLETE);
            case UPDATE_ROLLBACK_FAILED -> EnumSet.of(UPDATE_ROLLBACK_IN_PROGRESS, DELETE_IN_PROGRESS);
            case DELETE_IN_PROGRESS -> EnumSet.of(DELETE_COMPLETE, DELETE_FAILED);
            case DELETE_COMPLETE -> EnumSet.noneOf(StackStatus.class);
        };
    }

    /** Whether UpdateStack and change sets of type UPDATE are let in. */
    boolean isUpdatable() {
        return this != CREATE_FAILED && successors().contains(UPDATE_IN_PROGRESS);
    }
}
