package dev.fargatecd.local.ecs;

import java.util.Set;

/** Whether a service is there, on its way out, or gone. */
enum ServiceStatus {
    ACTIVE,
    DRAINING,
    INACTIVE;

    boolean isTerminal() {
        return this == INACTIVE;
    }

    Set<ServiceStatus> successors() {
        return switch (this) {
            case ACTIVE -> Set.of(DRAINING);
            case DRAINING -> Set.of(INACTIVE);
            case INACTIVE -> Set.of();
        };
    }
}
