package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program's health check again and again, and tells when it becomes well or unwell; one check at a time. */
final class HealthLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HealthLoop.class);
    private static final int NOT_RUN = 126;

    private final HealthCheck check;
    private final Programs programs;
    private final Command command;
    private final Executor work;
    private final BooleanSupplier ended;
    private final Consumer<Boolean> told;
    private final long began = System.nanoTime();
    /** Written by one check after the other. */
    private Optional<Boolean> well = Optional.empty();

    private boolean hasBeenWell;
    private int failures;

    /**
     * @param command what a check runs
     * @param ended whether there is nothing to check any more
     * @param told gets true where the program has become well, false where it has become unwell
     */
    HealthLoop(
            HealthCheck check,
            Programs programs,
            Command command,
            Executor work,
            BooleanSupplier ended,
            Consumer<Boolean> told) {
        this.check = check;
        this.programs = programs;
        this.command = command;
        this.work = work;
        this.ended = ended;
        this.told = told;
    }

    /** Checks for the first time once the interval is over. */
    void next() {
        CompletableFuture.delayedExecutor(check.interval().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        work.execute(this::probe);
                    } catch (RejectedExecutionException closing) {
                        LOG.debug("No more checks by {}: the cloud is closing", command);
                    }
                });
    }

    private void probe() {
        if (ended.getAsBoolean()) {
            return;
        }
        CompletableFuture<Integer> unused = code().whenComplete((code, failure) -> {
            note(failure == null && code == 0);
            next();
        });
    }

    private CompletableFuture<Integer> code() {
        try {
            Program program = programs.start(command, line -> {});
            return program.exit()
                    .orTimeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((code, late) -> {
                        if (late != null) {
                            CompletableFuture<Integer> unused = program.stop(Duration.ZERO);
                        }
                    });
        } catch (IOException failure) {
            LOG.debug("{} can't be started", command, failure);
            return CompletableFuture.completedFuture(NOT_RUN);
        }
    }

    private synchronized void note(boolean succeeded) {
        boolean counts =
                hasBeenWell || System.nanoTime() - began > check.startPeriod().toNanos();
        hasBeenWell |= succeeded;
        failures = succeeded || !counts ? 0 : failures + 1;
        if (succeeded) {
            become(true);
        } else if (failures >= check.retries()) {
            become(false);
        }
    }

    private void become(boolean now) {
        if (well.filter(before -> before == now).isEmpty()) {
            well = Optional.of(now);
            told.accept(now);
        }
    }
}
