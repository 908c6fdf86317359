package dev.fargatecd.local.elbv2;

import java.util.Locale;
import java.util.Set;

/** The states of a target, as target-group-health-checks.html has them. */
enum TargetState {
    INITIAL,
    HEALTHY,
    UNHEALTHY,
    UNUSED,
    DRAINING;

    /** As the API writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a deregistering target is only finishing what it has begun; it comes back by being registered anew. */
    boolean isTerminal() {
        return this == DRAINING;
    }

    /** The states that may follow. */
    Set<TargetState> successors() {
        return switch (this) {
            case INITIAL -> Set.of(HEALTHY, UNHEALTHY, UNUSED, DRAINING);
            case HEALTHY -> Set.of(UNHEALTHY, UNUSED, DRAINING);
            case UNHEALTHY -> Set.of(HEALTHY, UNUSED, DRAINING);
            case UNUSED -> Set.of(INITIAL, DRAINING);
            case DRAINING -> Set.of();
        };
    }
}
