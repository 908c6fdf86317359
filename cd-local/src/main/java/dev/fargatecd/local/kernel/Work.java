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
 * The threads of the cloud: workers for what takes time, one timer for what is due later. Closing interrupts both;
 * what fails because of that is no news, and what is handed over afterwards is refused.
 *
 * <p>Real time, always: a simulated clock replaces this class, not the clock alone.
 */
public final class Work implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    /** How long closing waits for workers to notice that they were interrupted. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "cloud-worker"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "cloud-timer"));

    /**
     * Runs the task on a worker; a failure that nobody catches is logged.
     *
     * @throws java.util.concurrent.RejectedExecutionException once this is closed, so that a future that was to be
     *     completed by the task fails and does not wait for ever
     */
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
        return timer.schedule(() -> onWorker(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Hands over what is due; the timer may fire while the workers are being closed. */
    private void onWorker(Runnable task) {
        guarded(() -> execute(task));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            if (workers.isShutdown()) {
                LOG.debug("Background work ended with the cloud", failure);
            } else {
                LOG.error("Background work failed", failure);
            }
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
        try {
            if (!workers.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Workers that did not heed their interruption are left to end by themselves");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
