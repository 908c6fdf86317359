package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds out that a program does not listen where {@code PORT} told it to.
 *
 * <p>A container of AWS has its port for itself; here the programs share one machine, and each is told another port. One
 * that ignores it would never be reached, and its health checks alone would not say why. It is looked for after one
 * second, then after twice as long each time.
 */
final class PortWatch {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int CONNECT_MILLIS = 500;

    private final Work work;
    private final InetSocketAddress told;
    private final int containerPort;
    private final boolean wasTaken;
    private final Duration bound;
    private final Consumer<String> complaint;

    /**
     * @param told where the program is to listen
     * @param wasTaken whether something listened on the container's port before the program was started
     * @param bound how long the program may take to listen
     * @param complaint gets the reason, once, if it does not
     */
    PortWatch(
            Work work,
            InetSocketAddress told,
            int containerPort,
            boolean wasTaken,
            Duration bound,
            Consumer<String> complaint) {
        this.work = work;
        this.told = told;
        this.containerPort = containerPort;
        this.wasTaken = wasTaken;
        this.bound = bound;
        this.complaint = complaint;
    }

    /** @param ended whether there is nothing to watch any more */
    void begin(BooleanSupplier ended) {
        next(Duration.ZERO, FIRST, ended);
    }

    private void next(Duration soFar, Duration pause, BooleanSupplier ended) {
        Future<?> unused = work.after(pause, () -> look(soFar.plus(pause), pause.multipliedBy(2), ended));
    }

    private void look(Duration soFar, Duration pause, BooleanSupplier ended) {
        if (ended.getAsBoolean() || listens(told.getPort())) {
            return;
        }
        String ignores =
                "The program ignores PORT: nothing listens on 127.0.0.1:" + told.getPort() + ", which PORT told it";
        if (!wasTaken && listens(containerPort)) {
            complaint.accept(ignores + ", but it listens on " + containerPort
                    + ". On the local cloud a program has to listen on the port that PORT names");
        } else if (soFar.compareTo(bound) >= 0) {
            complaint.accept(ignores + ", after " + soFar.toSeconds() + " s");
        } else {
            next(soFar, pause, ended);
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
