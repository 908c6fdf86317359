package dev.fargatecd.local.elbv2;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the health checks of one target stand; decides, and does nothing.
 *
 * <p>A target that has not passed yet is checked every 100 ms, and one pass makes it healthy, as on AWS; it is unhealthy
 * once it has failed for as long as the threshold's number of intervals. After that the thresholds count.
 *
 * @param began when the checks began
 * @param passes in a row, since the last failure
 * @param failures in a row, since the last pass
 */
record Probing(Health health, Instant began, boolean hasPassed, int passes, int failures) {
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(100);

    static Probing begin(Instant now) {
        return new Probing(Health.REGISTERING, now, false, 0, 0);
    }

    Probing after(ProbeOutcome outcome, HealthCheck check, Instant now) {
        return outcome.passed() ? passed(check) : failed(outcome, check, now);
    }

    /** How long until the next check. */
    Duration pause(HealthCheck check) {
        return hasPassed ? check.interval() : FIRST_INTERVAL;
    }

    private Probing passed(HealthCheck check) {
        int count = passes + 1;
        boolean healthy = !hasPassed || health.state() == TargetState.HEALTHY || count >= check.healthyThreshold();
        return new Probing(healthy ? Health.HEALTHY : health, began, true, count, 0);
    }

    private Probing failed(ProbeOutcome outcome, HealthCheck check, Instant now) {
        int count = failures + 1;
        boolean unhealthy = hasPassed
                ? health.state() == TargetState.UNHEALTHY || count >= check.unhealthyThreshold()
                : !now.isBefore(began.plus(check.interval().multipliedBy(check.unhealthyThreshold())));
        Health next = unhealthy ? outcome.unhealthy() : hasPassed ? health : Health.CHECKING;
        return new Probing(next, began, hasPassed, 0, count);
    }
}
