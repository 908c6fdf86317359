package dev.fargatecd.aws;

import java.time.Duration;

/** What was waited for did not come in time. What was begun goes on without us. */
public final class WaitedInVainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WaitedInVainException(String what, Duration bound) {
        super("waited " + readable(bound) + " in vain for " + what + "; it may still come: look again with status");
    }

    private static String readable(Duration bound) {
        return bound.toSeconds() >= 120
                ? bound.toMinutes() + " minutes"
                : bound.toSeconds() >= 1 ? bound.toSeconds() + " s" : bound.toMillis() + " ms";
    }
}
