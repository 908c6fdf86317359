package dev.fargatecd.local.ecs;

import java.time.Instant;
import java.util.Optional;

/**
 * A deployment of a service.
 *
 * @param id {@code ecs-svc/…}
 * @param reason the rolloutStateReason
 * @param hasCompleted whether it ever was complete, so that one can go back to it
 * @param failures tasks in a row that did not become healthy
 * @param lastFailure when the last of them failed
 */
record Rollout(
        String id,
        String taskDefinition,
        RolloutState state,
        String reason,
        boolean hasCompleted,
        int failures,
        Optional<Instant> lastFailure,
        Instant createdAt,
        Instant updatedAt) {

    static Rollout begin(String id, String taskDefinition, Instant now) {
        return new Rollout(
                id,
                taskDefinition,
                RolloutState.IN_PROGRESS,
                "ECS deployment " + id + " in progress.",
                false,
                0,
                Optional.empty(),
                now,
                now);
    }

    Rollout in(RolloutState next, String why, Instant now) {
        if (!state.successors().contains(next)) {
            throw new IllegalStateException("deployment " + id + " can't go from " + state + " to " + next);
        }
        boolean completed = hasCompleted || next == RolloutState.COMPLETED;
        return new Rollout(id, taskDefinition, next, why, completed, failures, lastFailure, createdAt, now);
    }

    Rollout failed(Instant now) {
        return new Rollout(
                id, taskDefinition, state, reason, hasCompleted, failures + 1, Optional.of(now), createdAt, now);
    }

    /** A task became healthy: earlier failures count no more. */
    Rollout served() {
        return new Rollout(id, taskDefinition, state, reason, hasCompleted, 0, Optional.empty(), createdAt, updatedAt);
    }
}
