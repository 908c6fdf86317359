package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The stack operations that run, one after the other for each stack. */
final class Operations implements AutoCloseable {
    private record Running(Cancellation cancellation, CompletableFuture<Void> end) {}

    private final Engine engine;
    private final ConcurrentMap<Key, Running> running = new ConcurrentHashMap<>();

    Operations(Engine engine) {
        this.engine = engine;
    }

    /**
     * Runs the operation on a worker, behind what may still be ending on the stack. The stack is in its status of
     * progress already, so that nobody else starts another.
     *
     * @param limit after which the operation is cancelled
     */
    void start(Key key, Caller caller, String token, Optional<Duration> limit, Consumer<StackOperation> operation) {
        Cancellation cancellation = new Cancellation();
        StackOperation one = new StackOperation(engine, key, caller, token, cancellation);
        Optional<Future<?>> timer = limit.map(
                time -> engine.cloud().work().after(time, () -> cancellation.cancel(Cancellation.Cause.TIMEOUT)));
        running.compute(key, (same, before) -> {
            CompletableFuture<Void> free = before == null ? CompletableFuture.completedFuture(null) : before.end();
            return new Running(
                    cancellation,
                    free.handle((done, failure) -> key)
                            .thenAcceptAsync(
                                    ready -> {
                                        operation.accept(one);
                                        timer.ifPresent(pending -> pending.cancel(false));
                                        running.computeIfPresent(
                                                ready, (k, now) -> now.cancellation() == cancellation ? null : now);
                                    },
                                    engine.cloud().work()));
        });
    }

    /** Cancels what runs on the stack, if anything does. */
    void cancel(Key key, Cancellation.Cause cause) {
        Optional.ofNullable(running.get(key))
                .ifPresent(one -> one.cancellation().cancel(cause));
    }

    @Override
    public void close() {
        running.values().forEach(one -> one.cancellation().cancel(Cancellation.Cause.USER));
    }
}
