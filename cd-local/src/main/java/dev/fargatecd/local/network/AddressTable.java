package dev.fargatecd.local.network;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * From a task's private address and port to where its program really listens.
 *
 * <p>The runtime adds and removes; the load balancer looks up. An address that is not here is not reachable, as when
 * nothing answers in the VPC.
 */
public final class AddressTable {
    private record Endpoint(String privateAddress, int port) {}

    private final ConcurrentMap<Endpoint, InetSocketAddress> real = new ConcurrentHashMap<>();

    /** From now on the private address and port lead to that socket. */
    public void add(String privateAddress, int port, InetSocketAddress socket) {
        real.put(new Endpoint(privateAddress, port), socket);
    }

    /** The address leads nowhere any more, on any port. */
    public void remove(String privateAddress) {
        real.keySet().removeIf(endpoint -> endpoint.privateAddress().equals(privateAddress));
    }

    /** Where the address and port are reached, or empty where nothing answers. */
    public Optional<InetSocketAddress> find(String privateAddress, int port) {
        return Optional.ofNullable(real.get(new Endpoint(privateAddress, port)));
    }
}
