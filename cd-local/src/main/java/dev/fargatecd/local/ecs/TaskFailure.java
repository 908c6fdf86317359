package dev.fargatecd.local.ecs;

import java.util.Optional;

/** Why a task can't start; the message is its stoppedReason. */
final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Optional<String> container;

    private TaskFailure(Optional<String> container, String reason) {
        super(reason);
        this.container = container;
    }

    static TaskFailure ofTask(String reason) {
        return new TaskFailure(Optional.empty(), reason);
    }

    static TaskFailure ofContainer(String container, String reason) {
        return new TaskFailure(Optional.of(container), reason);
    }

    /** The container that it is about; empty where it is about the task. */
    Optional<String> container() {
        return container;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
