package dev.fargatecd.local.elbv2;

import org.jspecify.annotations.Nullable;

/** A loopback port of a load balancer; without routing it has no listener and hangs up. */
final class ListeningPort implements AutoCloseable {
    private final int number;
    private final Runnable onClose;
    private volatile @Nullable Routing routing;

    ListeningPort(int number, Runnable onClose) {
        this.number = number;
        this.onClose = onClose;
    }

    int number() {
        return number;
    }

    @Nullable
    Routing routing() {
        return routing;
    }

    /** From now on, requests are answered by these rules; null for none. */
    void route(@Nullable Routing next) {
        routing = next;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
