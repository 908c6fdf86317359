package dev.fargatecd.local.elbv2;

import java.time.Duration;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A loopback port of a load balancer; without routing it has no listener and hangs up. */
final class ListeningPort implements AutoCloseable {
    /** Longer than a target may be silent, so that it is the load balancer's time-out that the client sees. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ServerConnector connector;
    private final Runnable onClose;
    private volatile @Nullable Routing routing;

    ListeningPort(ServerConnector connector, Runnable onClose) {
        this.connector = connector;
        this.onClose = onClose;
    }

    int number() {
        return connector.getLocalPort();
    }

    ServerConnector connector() {
        return connector;
    }

    @Nullable
    Routing routing() {
        return routing;
    }

    /** From now on, requests are answered by these rules; null for none. */
    void route(@Nullable Routing next) {
        if (next != null) {
            connector.setIdleTimeout(next.options().idleTimeout().plus(GRACE).toMillis());
        }
        routing = next;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
