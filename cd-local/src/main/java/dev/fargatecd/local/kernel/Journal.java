package dev.fargatecd.local.kernel;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that happened, in order, and the way to wait for what has not happened yet.
 *
 * <p>Writing never waits: listeners and waiting conditions run on the journal's own thread, one event after the other,
 * and hold no lock while they do. They must not block; what takes time goes to {@link Work}.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Clock clock;
    private final Ids ids;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<Event>> byResource = new HashMap<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final List<Waiting<?>> waiting = new CopyOnWriteArrayList<>();
    private final ExecutorService delivery = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "journal");
        thread.setDaemon(true);
        return thread;
    });

    public Journal(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Writes an event, then tells listeners and those who wait. State that the event speaks of is stored before. */
    public Event append(Scope scope, String source, String type, List<String> resources, Map<String, Object> detail) {
        Event event;
        synchronized (events) {
            event = new Event(events.size() + 1L, ids.uuid(), clock.instant(), scope, source, type, resources, detail);
            events.add(event);
            event.resources()
                    .forEach(resource -> byResource
                            .computeIfAbsent(resource, first -> new ArrayList<>())
                            .add(event));
        }
        deliver(() -> {
            for (Consumer<Event> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RejectedExecutionException closing) {
                    LOG.debug("The cloud is closing; {} {} starts nothing any more", event.source(), event.type());
                } catch (RuntimeException failure) {
                    LOG.error("A listener failed on {} {}", event.source(), event.type(), failure);
                }
            }
            waiting.forEach(Waiting::check);
        });
        return event;
    }

    /** The events after a sequence number (0 for all), oldest first. */
    public List<Event> since(long sequence) {
        synchronized (events) {
            return List.copyOf(events.subList((int) Math.min(sequence, events.size()), events.size()));
        }
    }

    /** The events about a resource, oldest first; costs what it answers, not what the journal holds. */
    public List<Event> about(String arn) {
        synchronized (events) {
            return List.copyOf(byResource.getOrDefault(arn, List.of()));
        }
    }

    /** Calls the listener with each event written from now on; closing the answer ends it. */
    public Subscription subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends a listener's calls. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A future of what a condition answers as soon as it answers something: asked now and after each event.
     *
     * @param what what is waited for, for the message: "the service to be steady"
     * @param bound real time after which the future fails with a TimeoutException that says what it waited for
     * @param condition quick and free of side effects; if it throws, so does the future
     */
    public <T> CompletableFuture<T> until(String what, Duration bound, Supplier<Optional<T>> condition) {
        Waiting<T> one = new Waiting<>(condition, new CompletableFuture<>());
        waiting.add(one);
        CompletableFuture<T> answer = one.future.whenComplete((value, failure) -> waiting.remove(one));
        deliver(one::check);
        CompletableFuture.delayedExecutor(bound.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> one.future.completeExceptionally(
                        new TimeoutException("waited " + bound.toMillis() + " ms in vain for " + what)));
        return answer;
    }

    private void deliver(Runnable task) {
        try {
            delivery.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The journal is closed; nobody is told any more");
        }
    }

    @Override
    public void close() {
        delivery.shutdownNow();
        waiting.forEach(one -> one.future.completeExceptionally(new IllegalStateException("the cloud was closed")));
    }

    private record Waiting<T>(Supplier<Optional<T>> condition, CompletableFuture<T> future) {
        void check() {
            if (future.isDone()) {
                return;
            }
            try {
                condition.get().ifPresent(future::complete);
            } catch (RuntimeException failure) {
                future.completeExceptionally(failure);
            }
        }
    }
}
