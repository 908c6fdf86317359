package dev.fargatecd.local.runtime;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A container that was started. */
public interface Container {
    /** Completes once it has ended and its output is delivered. */
    CompletableFuture<Exit> exit();

    /**
     * Asks it to end (SIGTERM) and ends it (SIGKILL) if it has not after that time.
     *
     * @return {@link #exit()}
     */
    CompletableFuture<Exit> stop(Duration patience);

    /**
     * Tells of its health from now on: true where it has become well, false where it has become unwell. Nothing is told of
     * a container without a health check.
     */
    void watchHealth(Consumer<Boolean> told);

    /** Where its program is reached from this machine; empty for a container without a port. */
    Optional<InetSocketAddress> address();
}
