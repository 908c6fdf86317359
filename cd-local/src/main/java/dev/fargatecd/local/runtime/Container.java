package dev.fargatecd.local.runtime;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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

    /** Where its program is reached from this machine; empty for a container without a port. */
    Optional<InetSocketAddress> address();
}
