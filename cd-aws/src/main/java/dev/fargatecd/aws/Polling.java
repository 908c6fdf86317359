package dev.fargatecd.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one place that asks AWS again and again, because AWS offers nothing else: on one scheduler, less and less often,
 * never at the same moment as others, and not for ever.
 */
public final class Polling implements AutoCloseable {
    /**
     * How often is asked.
     *
     * @param first the wait before the second question
     * @param most the longest wait between two
     * @param factor what each wait is longer than the one before, 1.0 or more
     */
    public record Pace(Duration first, Duration most, double factor) {
        public Pace {
            if (first.isNegative() || first.isZero() || most.compareTo(first) < 0 || factor < 1) {
                throw new IllegalArgumentException("a pace of " + first + " to " + most + " by " + factor
                        + ": the first wait is positive, the longest not shorter, the factor 1 or more");
            }
        }

        /** For AWS: from 2 s up to 10 s. */
        public static Pace aws() {
            return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10), 1.3);
        }

        /** For an endpoint on this machine, which answers in milliseconds: from 20 ms up to 250 ms. */
        public static Pace local() {
            return new Pace(Duration.ofMillis(20), Duration.ofMillis(250), 1.5);
        }
    }

    private final Pace pace;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService scheduler;
    private final Set<Waiting<?>> pending = ConcurrentHashMap.newKeySet();

    public Polling(Pace pace, Clock clock, RandomGenerator random, ScheduledExecutorService scheduler) {
        this.pace = pace;
        this.clock = clock;
        this.random = random;
        this.scheduler = scheduler;
    }

    /** Polling on a thread of its own, in real time. */
    public static Polling atPace(Pace pace) {
        return new Polling(pace, Clock.systemUTC(), new Random(), Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aws-polling");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /**
     * Asks until there is an answer.
     *
     * @param what what is waited for, for the message: "stack x to be made"
     * @param bound after which the future fails with a {@link WaitedInVainException}
     * @param question answers empty for "not yet"; if it throws, so does the future
     */
    public <T> CompletableFuture<T> until(String what, Duration bound, Supplier<Optional<T>> question) {
        Waiting<T> waiting = new Waiting<>(what, bound, question);
        pending.add(waiting);
        waiting.ask(pace.first());
        return waiting.answer;
    }

    /** As {@link #until}, but waits here; what the question throws is thrown. */
    public <T> T await(String what, Duration bound, Supplier<Optional<T>> question) {
        CompletableFuture<T> answer = until(what, bound, question);
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for " + what);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        pending.forEach(
                waiting -> waiting.answer.completeExceptionally(new CancellationException("polling was closed")));
    }

    /** One question, and whoever waits for its answer. */
    private final class Waiting<T> {
        private final String what;
        private final Duration bound;
        private final Instant deadline;
        private final Supplier<Optional<T>> question;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Waiting(String what, Duration bound, Supplier<Optional<T>> question) {
            this.what = what;
            this.bound = bound;
            this.question = question;
            deadline = clock.instant().plus(bound);
        }

        void ask(Duration wait) {
            if (answer.isDone() || isAnswered()) {
                pending.remove(this);
                return;
            }
            Duration longer = Duration.ofNanos((long) (wait.toNanos() * pace.factor()));
            Duration next = longer.compareTo(pace.most()) > 0 ? pace.most() : longer;
            long jittered = (long) (wait.toNanos() * (0.75 + random.nextDouble() / 2));
            try {
                Future<?> unused = scheduler.schedule(() -> ask(next), jittered, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                answer.completeExceptionally(new CancellationException("polling was closed"));
            }
        }

        private boolean isAnswered() {
            try {
                Optional<T> found = question.get();
                if (found.isPresent()) {
                    answer.complete(found.get());
                } else if (clock.instant().isAfter(deadline)) {
                    answer.completeExceptionally(new WaitedInVainException(what, bound));
                }
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
            return answer.isDone();
        }
    }
}
