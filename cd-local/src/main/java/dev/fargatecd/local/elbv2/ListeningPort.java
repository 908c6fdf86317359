package dev.fargatecd.local.elbv2;

import org.jspecify.annotations.Nullable;

/**
 * A loopback port of a load balancer. It takes two listeners, one over HTTP and one over HTTPS, and tells their clients
 * apart by their first bytes, so that one address serves {@code http://} and {@code https://}; without a listener it
 * hangs up.
 */
final class ListeningPort implements AutoCloseable {
    private final int number;
    private final Runnable onClose;
    private volatile @Nullable Routing plain;
    private volatile @Nullable Secured secured;

    /** What answers over HTTPS, and how its connections begin. */
    record Secured(Routing routing, Handshake handshake) {}

    ListeningPort(int number, Runnable onClose) {
        this.number = number;
        this.onClose = onClose;
    }

    int number() {
        return number;
    }

    /** The rules by which requests are answered; null for none. */
    @Nullable
    Routing routing(boolean secure) {
        Secured tls = secured;
        return secure ? tls == null ? null : tls.routing() : plain;
    }

    /** How connections over HTTPS begin; null where none are taken. */
    @Nullable
    Handshake handshake() {
        Secured tls = secured;
        return tls == null ? null : tls.handshake();
    }

    /** From now on, requests over HTTP are answered by these rules; null for none. */
    void route(@Nullable Routing next) {
        plain = next;
    }

    /** From now on, requests over HTTPS are answered so; null for none. Connections that are there stay as they are. */
    void secure(@Nullable Secured next) {
        secured = next;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
