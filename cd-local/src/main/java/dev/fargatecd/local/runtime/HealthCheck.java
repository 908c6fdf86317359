package dev.fargatecd.local.runtime;

import java.time.Duration;
import java.util.List;

/**
 * A command inside a container that tells whether its program is well: by exit code 0.
 *
 * @param command its words; the first is the program
 * @param interval from one check to the next, and from the start to the first
 * @param timeout after which a check has failed
 * @param retries how many checks in a row have to fail
 * @param startPeriod in which failing checks don't count, up to the first that does not fail
 */
public record HealthCheck(
        List<String> command, Duration interval, Duration timeout, int retries, Duration startPeriod) {
    public HealthCheck {
        command = List.copyOf(command);
    }
}
