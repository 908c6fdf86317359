package dev.fargatecd.local.kernel;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The principal of the call in progress, and the scope it is made in.
 *
 * <p>The SDK's client interfaces have no parameter for it, so it travels with the thread: the gateway and
 * {@link Clients} set it around each call. Work that goes on after the call keeps the caller it needs as a value.
 */
public record Caller(Principal principal, Scope scope) {
    private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

    /**
     * The caller of the call in progress.
     *
     * @throws IllegalStateException outside a call, which is a mistake of ours: background work must keep its caller
     */
    public static Caller current() {
        Caller caller = CURRENT.get();
        if (caller == null) {
            throw new IllegalStateException("no call is in progress on this thread: "
                    + "a service was called directly and not through Clients or the gateway");
        }
        return caller;
    }

    /** Runs a call as this caller, and puts back whoever was calling before. */
    public <T> T call(Callable<T> body) throws Exception {
        Turn turn = begin();
        try {
            return body.call();
        } finally {
            turn.end();
        }
    }

    /** Makes this the caller on the current thread until the turn ends, on the same thread. */
    public Turn begin() {
        Turn turn = new Turn(CURRENT.get());
        CURRENT.set(this);
        return turn;
    }

    /** The time during which somebody is the caller on a thread. */
    public static final class Turn {
        private final @Nullable Caller before;

        private Turn(@Nullable Caller before) {
            this.before = before;
        }

        /** Puts back whoever was calling before. */
        public void end() {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** The same principal, calling another region. */
    public Caller in(String region) {
        return new Caller(principal, new Scope(scope.account(), region));
    }
}
