package dev.fargatecd.local.ecs;

import java.util.Set;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;

/** How far a deployment is. */
enum RolloutState {
    IN_PROGRESS,
    COMPLETED,
    FAILED;

    boolean isTerminal() {
        return this == FAILED;
    }

    /** A complete deployment is in progress again when a later one is rolled back to it. */
    Set<RolloutState> successors() {
        return switch (this) {
            case IN_PROGRESS -> Set.of(COMPLETED, FAILED);
            case COMPLETED -> Set.of(IN_PROGRESS);
            case FAILED -> Set.of();
        };
    }

    DeploymentRolloutState sdk() {
        return switch (this) {
            case IN_PROGRESS -> DeploymentRolloutState.IN_PROGRESS;
            case COMPLETED -> DeploymentRolloutState.COMPLETED;
            case FAILED -> DeploymentRolloutState.FAILED;
        };
    }
}
