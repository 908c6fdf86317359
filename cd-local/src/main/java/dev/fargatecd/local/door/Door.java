package dev.fargatecd.local.door;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server of the cloud: on loopback (and for containers on their network), for mounts by their path and for AWS's APIs on every other. */
public final class Door implements AutoCloseable {
    private static final int MAX_HEADERS = 32 * 1024;
    private static final int IDLE_MILLIS = 60_000;
    /** What keys of objects may have in them. Dot segments are not among it: they would lead into another's path. */
    private static final UriCompliance OBJECT_KEYS = UriCompliance.from(EnumSet.of(
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.UTF16_ENCODINGS));

    private final Server server;
    private final HttpConfiguration http;
    private final ServerConnector connector;
    private final int port;
    private volatile int bound;

    /**
     * Makes the door; {@link #open()} opens it.
     *
     * @param port 0 for any that is free
     * @param apis for every path that is no mount's
     */
    public Door(int port, List<Mount> mounts, Handler apis) {
        this.port = port;
        QueuedThreadPool threads = new QueuedThreadPool(200, 2);
        threads.setName("door");
        threads.setDaemon(true);
        server = new Server(threads);
        http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendServerVersion(false);
        http.setUriCompliance(OBJECT_KEYS);
        http.setHeaderCacheCaseSensitive(true); // headers are signed as they were sent
        connector = connector("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Entrance(mounts, apis));
    }

    /**
     * Binds the port and answers from now on.
     *
     * @throws IOException where the port is taken
     */
    public void open() throws Exception {
        try {
            server.start();
            bound = connector.getLocalPort();
        } catch (IOException failure) {
            if (failure instanceof BindException || failure.getCause() instanceof BindException) {
                throw new IOException(
                        "port " + port + " is taken on 127.0.0.1: stop what listens there, or choose another port",
                        failure);
            }
            throw failure;
        }
    }

    /**
     * Answers at another address of this machine as well, on the same port, for programs that don't share its loopback.
     *
     * @throws IOException where the port is taken there
     */
    public void openAlso(InetAddress address) throws IOException {
        ServerConnector second = connector(address.getHostAddress());
        second.setPort(bound);
        server.addConnector(second);
        try {
            second.start();
        } catch (Exception failure) {
            throw new IOException("port " + bound + " can't be had at " + address.getHostAddress(), failure);
        }
    }

    private ServerConnector connector(String host) {
        ServerConnector made = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        made.setHost(host);
        made.setIdleTimeout(IDLE_MILLIS);
        return made;
    }

    /** Where it answers, or did before it was closed; not known before it is open. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + bound);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
