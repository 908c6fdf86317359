package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.network.AddressTable;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server behind all load balancers, on as many loopback ports as they have.
 *
 * <p>It starts with the first port. One selector accepts at all ports, so that another load balancer costs no thread. A
 * port without a listener hangs up on whoever calls; so does the connector's own, which nobody is told.
 */
final class Frontend implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);
    private static final int BACKLOG = 128;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Server server;
    private final ServerConnector connector;
    private final ReverseProxy overFresh;
    private final ReverseProxy overPool;
    private final ConcurrentMap<Integer, ListeningPort> ports = new ConcurrentHashMap<>();
    private final Ids ids;

    Frontend(Ids ids) {
        this.ids = ids;
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
        threads.setName("load-balancer");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory overHttp = new HttpConnectionFactory(http);
        connector = new ServerConnector(server, 0, 1, new Entrance(overHttp), overHttp);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        overFresh = new ReverseProxy(threads, ids, null);
        overPool = new ReverseProxy(threads, ids, overFresh);
    }

    /** Opens a connection for each request that says it closes it. There is one once a port is open. */
    HttpClient freshClient() {
        return overFresh.getHttpClient();
    }

    /** Says where requests go; before the first port is opened. */
    void serve(Targets targets, AddressTable addresses) {
        server.setHandler(new Arrival(new Backends(targets, addresses, ids, overPool, overFresh)));
        server.setErrorHandler((request, response, callback) -> {
            boolean ours = response.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR_500;
            Exchange.page(ours ? ErrorPage.INTERNAL_ERROR : ErrorPage.BAD_REQUEST, request, response, callback);
            return true;
        });
    }

    /** Opens a free port on loopback. */
    synchronized ListeningPort open() {
        try {
            server.start();
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            channel.configureBlocking(false);
            Closeable acceptor = connector.getSelectorManager().acceptor(channel);
            int number = channel.socket().getLocalPort();
            ListeningPort port = new ListeningPort(number, () -> close(number, acceptor, channel));
            ports.put(number, port);
            return port;
        } catch (Exception failure) {
            throw new IllegalStateException("no port can be opened for a load balancer", failure);
        }
    }

    @Override
    public void close() {
        ports.values().forEach(ListeningPort::close);
        LifeCycle.stop(server);
    }

    private void close(int port, Closeable acceptor, ServerSocketChannel channel) {
        ports.remove(port);
        try (channel;
                acceptor) {
            connector.getConnectedEndPoints().stream()
                    .filter(client -> portOf(client.getLocalSocketAddress()) == port)
                    .forEach(EndPoint::close);
        } catch (IOException failure) {
            LOG.warn("Closing port {} of a load balancer failed", port, failure);
        }
    }

    private static int portOf(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : 0;
    }

    /** Begins each connection as the listeners at its port want it. */
    private final class Entrance implements ConnectionFactory {
        private final ConnectionFactory overHttp;

        Entrance(ConnectionFactory overHttp) {
            this.overHttp = overHttp;
        }

        @Override
        public String getProtocol() {
            return "by-port";
        }

        @Override
        public List<String> getProtocols() {
            return List.of(getProtocol());
        }

        @Override
        public Connection newConnection(Connector to, EndPoint client) {
            ListeningPort port = ports.get(portOf(client.getLocalSocketAddress()));
            Handshake handshake = port == null ? null : port.handshake();
            return handshake == null ? overHttp.newConnection(to, client) : handshake.begin(to, client);
        }
    }

    /** Finds the listener by the port at which a request came in; holds the proxies, so that they start with the server. */
    private final class Arrival extends Handler.Sequence {
        private final Backends backends;

        Arrival(Backends backends) {
            super(List.of(overPool, overFresh));
            this.backends = backends;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
            ListeningPort port = ports.get(portOf(client.getLocalSocketAddress()));
            Routing routing = port == null ? null : port.routing(request.isSecure());
            if (port != null && routing == null && port.handshake() != null) {
                Exchange.page(ErrorPage.PLAIN_TO_HTTPS, request, response, callback);
                return true;
            }
            if (routing == null) {
                client.close();
                callback.succeeded(); // there is nobody left to be told of a failure
                return true;
            }
            // A target that is silent for too long is answered for before the client's connection is given up.
            client.setIdleTimeout(routing.options().idleTimeout().plus(GRACE).toMillis());
            Exchange exchange = new Exchange(request, response, callback, routing, backends);
            routing.answer(exchange.incoming()).give(exchange);
            return true;
        }
    }
}
