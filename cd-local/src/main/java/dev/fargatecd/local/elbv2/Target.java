package dev.fargatecd.local.elbv2;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A registered target at work: its health, and the requests that it is answering.
 *
 * <p>Whether it takes a request, and whether it is done with all, is decided under its one lock; nobody is called under
 * it but the listener to changes of its health.
 */
final class Target {
    private final TargetId id;
    private final Consumer<Health> onChange;
    private Probing probing;
    private final Set<Runnable> connections = new HashSet<>();
    private int inFlight;
    private @Nullable Future<?> nextProbe;
    private @Nullable Runnable whenDrained;

    /**
     * Makes a target that is not in use.
     *
     * @param onChange told each change of health, in order; must not block
     */
    Target(TargetId id, Instant now, Consumer<Health> onChange) {
        this.id = id;
        this.onChange = onChange;
        probing = new Probing(Health.NOT_IN_USE, now, false, 0, 0);
    }

    TargetId id() {
        return id;
    }

    synchronized Probing probing() {
        return probing;
    }

    synchronized TargetState state() {
        return probing.health().state();
    }

    /** Requests and connections at this moment. */
    synchronized int inFlight() {
        return inFlight;
    }

    /** Takes a request, unless it must not take any more; each that is taken is {@link #end ended}. */
    synchronized boolean begin() {
        if (state().isTerminal()) {
            return false;
        }
        inFlight++;
        return true;
    }

    void end() {
        Runnable next;
        synchronized (this) {
            inFlight--;
            next = whenIdle();
        }
        next.run();
    }

    /**
     * Takes the connection that a request has become; it is {@link #end ended} like a request.
     *
     * @param hangUp closes it
     */
    synchronized void goOn(Runnable hangUp) {
        inFlight++;
        connections.add(hangUp);
    }

    /** Closes the connections that requests have become; they have had their time. */
    void hangUp() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(connections);
            connections.clear();
        }
        all.forEach(Runnable::run);
    }

    /** The connection is closed. */
    void end(Runnable hangUp) {
        synchronized (this) {
            connections.remove(hangUp);
        }
        end();
    }

    /** Changes health, unless the target is draining. */
    synchronized void change(UnaryOperator<Probing> change) {
        if (state().isTerminal()) {
            return;
        }
        set(change.apply(probing));
    }

    /**
     * Takes no more requests.
     *
     * @param done runs once, when those that it has are answered; at once if there are none
     */
    void drain(Runnable done) {
        Runnable next;
        synchronized (this) {
            stopProbing();
            set(new Probing(Health.DRAINING, probing.began(), false, 0, 0));
            whenDrained = done;
            next = whenIdle();
        }
        next.run();
    }

    /** What is to be run, without the lock, once the last request is answered. */
    private Runnable whenIdle() {
        Runnable done = whenDrained;
        if (done == null || inFlight > 0) {
            return () -> {};
        }
        whenDrained = null;
        return done;
    }

    synchronized void probeNext(Future<?> next) {
        stopProbing();
        if (state().isTerminal() || state() == TargetState.UNUSED) {
            next.cancel(false);
        } else {
            nextProbe = next;
        }
    }

    synchronized void stopProbing() {
        if (nextProbe != null) {
            nextProbe.cancel(false);
            nextProbe = null;
        }
    }

    private void set(Probing next) {
        Health before = probing.health();
        probing = next;
        if (!before.equals(next.health())) {
            onChange.accept(next.health());
        }
    }
}
