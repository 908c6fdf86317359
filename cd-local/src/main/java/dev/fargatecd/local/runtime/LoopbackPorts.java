package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Free ports for programs that are about to start. A port stays taken here until it is given back: the system alone
 * would hand it to the next as well, as long as the first program has not bound it.
 */
final class LoopbackPorts {
    private static final int ATTEMPTS = 100;

    private final Set<Integer> taken = new HashSet<>();

    synchronized InetSocketAddress take() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int i = 0; i < ATTEMPTS; i++) {
            try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
                if (taken.add(probe.getLocalPort())) {
                    return new InetSocketAddress(loopback, probe.getLocalPort());
                }
            }
        }
        throw new IOException("no free port on 127.0.0.1 in " + ATTEMPTS + " attempts");
    }

    synchronized void giveBack(InetSocketAddress address) {
        taken.remove(address.getPort());
    }
}
