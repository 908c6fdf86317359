package dev.fargatecd.local.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the planner looks at.
 *
 * @param rollouts the primary deployment first
 * @param tasks those that have not stopped
 */
record ServiceView(
        boolean isDraining,
        int desired,
        int minimumHealthyPercent,
        int maximumPercent,
        Breaker breaker,
        List<Rollout> rollouts,
        List<TaskView> tasks,
        boolean isSteady,
        Instant now) {
    ServiceView {
        rollouts = List.copyOf(rollouts);
        tasks = List.copyOf(tasks);
    }

    Rollout primary() {
        return rollouts.get(0);
    }

    /** The deployment circuit breaker. */
    enum Breaker {
        OFF,
        STOPS,
        ROLLS_BACK
    }

    /** How a task does. */
    enum Health {
        /** Not known yet: it starts, or was not checked, or its grace period lasts. */
        WAITING,
        HEALTHY,
        UNHEALTHY,
        /** It is being stopped, for whatever reason. */
        ENDING
    }

    /**
     * A task.
     *
     * @param deployment that it belongs to; perhaps one that is forgotten
     * @param reason in which target group it is unhealthy, and why; "" where its own containers say so
     * @param decidedAt when to look again, of a task that is waiting for a time to come
     */
    record TaskView(
            String id,
            String deployment,
            Health health,
            String reason,
            Instant createdAt,
            Optional<Instant> decidedAt) {
        boolean isActive() {
            return health != Health.ENDING;
        }

        boolean isHealthy() {
            return health == Health.HEALTHY;
        }
    }
}
