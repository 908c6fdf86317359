package dev.fargatecd.local.cloudformation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants a stack to become, compared with what it is, and not done yet.
 *
 * @param id its ARN
 * @param reason why it failed
 */
record ChangeSet(
        String id,
        String name,
        String stackId,
        boolean createsStack,
        Status status,
        Execution execution,
        Optional<String> reason,
        Wanted wanted,
        List<ResourceChange> changes,
        Instant created) {

    /** The statuses of a change set. It is made within the request, so that those of progress are never seen. */
    enum Status {
        CREATE_COMPLETE,
        FAILED
    }

    /** Whether a change set can be executed, or has been. */
    enum Execution {
        UNAVAILABLE,
        AVAILABLE,
        EXECUTE_COMPLETE
    }

    /** What executing it begins with. */
    record Wanted(Stack.Definition definition, Stack.Settings settings, Optional<String> description) {}

    ChangeSet {
        changes = List.copyOf(changes);
    }

    ChangeSet executed() {
        return new ChangeSet(
                id, name, stackId, createsStack, status, Execution.EXECUTE_COMPLETE, reason, wanted, changes, created);
    }
}
