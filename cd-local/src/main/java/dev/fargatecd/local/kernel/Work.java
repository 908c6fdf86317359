package dev.fargatecd.local.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the cloud: workers for what takes time, one timer for what is due later. Closing interrupts both.
 *
 * <p>Real time, always: a simulated clock replaces this class, not the clock alone.
 */
public final class Work implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "cloud-worker"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "cloud-timer"));

    /** Runs the task on a worker; a failure that nobody catches is logged. */
    @Override
    public void execute(Runnable task) {
        workers.execute(() -> guarded(task));
    }

    /** Runs the task on a worker, its end in a future. */
    public CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, workers);
    }

    /** Runs the task on a worker once the delay is over; cancel the answer to have it not run. */
    public Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.error("Background work failed", failure);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
