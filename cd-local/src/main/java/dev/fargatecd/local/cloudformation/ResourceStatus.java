package dev.fargatecd.local.cloudformation;

import java.util.EnumSet;
import java.util.Set;

/**
 * The statuses of a resource in its stack and what may follow each. The second {@code …_IN_PROGRESS} of a creation
 * ("Resource creation Initiated") is an event of the same status.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html">StackEvent</a>
 */
enum ResourceStatus {
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    CREATE_FAILED,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED,
    DELETE_SKIPPED;

    /** Whether nothing is being done to the resource. */
    boolean isTerminal() {
        return !name().endsWith("_IN_PROGRESS");
    }

    /** What may follow directly. */
    Set<ResourceStatus> successors() {
        return switch (this) {
            case CREATE_IN_PROGRESS -> EnumSet.of(CREATE_IN_PROGRESS, CREATE_COMPLETE, CREATE_FAILED);
            case CREATE_COMPLETE, UPDATE_COMPLETE ->
                EnumSet.of(UPDATE_IN_PROGRESS, UPDATE_COMPLETE, DELETE_IN_PROGRESS, DELETE_SKIPPED);
            case CREATE_FAILED -> EnumSet.of(CREATE_IN_PROGRESS, DELETE_IN_PROGRESS, DELETE_COMPLETE, DELETE_SKIPPED);
            case UPDATE_IN_PROGRESS -> EnumSet.of(UPDATE_IN_PROGRESS, UPDATE_COMPLETE, UPDATE_FAILED);
            case UPDATE_FAILED -> EnumSet.of(UPDATE_IN_PROGRESS, UPDATE_COMPLETE, DELETE_IN_PROGRESS, DELETE_SKIPPED);
            case DELETE_IN_PROGRESS -> EnumSet.of(DELETE_COMPLETE, DELETE_FAILED);
            case DELETE_FAILED -> EnumSet.of(DELETE_IN_PROGRESS, DELETE_SKIPPED);
            case DELETE_COMPLETE, DELETE_SKIPPED -> EnumSet.noneOf(ResourceStatus.class);
        };
    }
}
