package dev.fargatecd.local.ecs;

import java.util.Set;

/**
 * The life of a task.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">Task
 *     lifecycle</a>
 */
enum TaskStatus {
    /** Its network interface is being made. */
    PROVISIONING,
    /** Its images are pulled, its containers started. */
    PENDING,
    /** It is registered with target groups. */
    ACTIVATING,
    RUNNING,
    /** It is deregistered, and what is in flight ends. */
    DEACTIVATING,
    /** Its containers are asked to end. */
    STOPPING,
    /** Its network interface is removed. */
    DEPROVISIONING,
    STOPPED;

    boolean isTerminal() {
        return this == STOPPED;
    }

    /** Whether the task is on its way to RUNNING. */
    boolean isStarting() {
        return this == PROVISIONING || this == PENDING || this == ACTIVATING;
    }

    Set<TaskStatus> successors() {
        return switch (this) {
            case PROVISIONING -> Set.of(PENDING, DEACTIVATING, STOPPING, DEPROVISIONING);
            case PENDING -> Set.of(ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING);
            case ACTIVATING -> Set.of(RUNNING, DEACTIVATING, STOPPING);
            case RUNNING -> Set.of(DEACTIVATING, STOPPING);
            case DEACTIVATING -> Set.of(STOPPING);
            case STOPPING -> Set.of(DEPROVISIONING);
            case DEPROVISIONING -> Set.of(STOPPED);
            case STOPPED -> Set.of();
        };
    }
}
