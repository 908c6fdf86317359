package dev.fargatecd.local.cloudformation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The end of an operation before its time: what waits stops waiting, and what has not begun does not begin. */
final class Cancellation {
    /** Why an operation is cancelled. */
    enum Cause {
        FAILURE,
        TIMEOUT,
        DELETION,
        USER
    }

    private final CompletableFuture<Cause> cancelled = new CompletableFuture<>();

    /** Cancels; the first cause stays. */
    void cancel(Cause cause) {
        cancelled.complete(cause);
    }

    boolean isCancelled() {
        return cancelled.isDone();
    }

    /** Why; empty where it is not cancelled. */
    Optional<Cause> cause() {
        return Optional.ofNullable(cancelled.getNow(null));
    }

    /** Fails the future, should it still be waiting, with a CancellationException when this is cancelled. */
    <T> CompletableFuture<T> ends(CompletableFuture<T> waiting) {
        CompletableFuture<Boolean> link = cancelled.thenApply(cause -> waiting.cancel(false));
        return waiting.whenComplete((value, failure) -> link.cancel(false));
    }
}
