package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that was started, with all that it starts in turn. */
public final class Program {
    /** The supervising shell; the program is its child. */
    private final Process supervisor;

    private final CompletableFuture<Integer> exit;

    Program(Process supervisor, CompletableFuture<Integer> exit) {
        this.supervisor = supervisor;
        this.exit = exit;
    }

    /**
     * Completes once the program has ended, none of its group is left and its output is delivered: with its exit code,
     * 128 + n after signal n (143: TERM, 137: KILL), 127 where it could not be found, 126 where it could not be run.
     */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /**
     * Asks the program to end (TERM to all of its group) and ends it (KILL) if it has not after that time.
     *
     * @return {@link #exit()}
     */
    public CompletableFuture<Integer> stop(Duration patience) {
        List<ProcessHandle> family = supervisor.descendants().toList();
        signal("TERM");
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!exit.isDone()) {
                        signal("KILL");
                    }
                });
        // A child that left the group (its own session) is known only by its ancestry.
        return exit.copy().whenComplete((code, failure) -> family.forEach(ProcessHandle::destroyForcibly));
    }

    private void signal(String name) {
        try {
            OutputStream signals = supervisor.getOutputStream();
            synchronized (this) {
                signals.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
                signals.flush();
            }
        } catch (IOException ended) {
            // Nobody reads it any more: the program has ended by itself.
            supervisor.destroy();
        }
    }
}
