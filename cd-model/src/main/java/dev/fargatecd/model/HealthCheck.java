package dev.fargatecd.model;

import java.time.Duration;

/**
 * How the load balancer finds out whether a task is well.
 *
 * @param path what it requests; 200–299 is well
 * @param gracePeriod how long a new task may fail before it is replaced; whole seconds, at most an hour
 */
public record HealthCheck(UrlPath path, Duration gracePeriod) {
    /** Enough for a Java program on a quarter of a vCPU. */
    public static final Duration USUAL_GRACE_PERIOD = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofHours(1);

    public HealthCheck {
        if (gracePeriod.isNegative() || gracePeriod.compareTo(LONGEST) > 0) {
            throw InvalidValue.of("grace-period", gracePeriod.toSeconds(), "a grace period: 0–3600 seconds");
        }
        if (!gracePeriod.equals(Duration.ofSeconds(gracePeriod.toSeconds()))) {
            throw InvalidValue.of("grace-period", gracePeriod, "a grace period in whole seconds");
        }
    }

    /** With the usual grace period. */
    public HealthCheck(UrlPath path) {
        this(path, USUAL_GRACE_PERIOD);
    }
}
