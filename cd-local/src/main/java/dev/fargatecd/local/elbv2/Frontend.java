package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.network.AddressTable;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server behind all load balancers: one loopback port for each listener.
 *
 * <p>It starts with the first port. A port without a listener hangs up on whoever calls.
 */
final class Frontend implements AutoCloseable {
    private final Server server;
    private final ReverseProxy overFresh;
    private final ReverseProxy overPool;
    private final ConcurrentMap<String, ListeningPort> ports = new ConcurrentHashMap<>();
    private final Ids ids;

    Frontend(Ids ids) {
        this.ids = ids;
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
        threads.setName("load-balancer");
        threads.setDaemon(true);
        server = new Server(threads);
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
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setName(ids.uuid());
        try {
            server.start();
            server.addConnector(connector);
            connector.start();
        } catch (Exception failure) {
            throw new IllegalStateException("no port can be opened for a load balancer", failure);
        }
        ListeningPort port = new ListeningPort(connector, () -> close(connector));
        ports.put(connector.getName(), port);
        return port;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private void close(ServerConnector connector) {
        ports.remove(connector.getName());
        LifeCycle.stop(connector);
        server.removeConnector(connector);
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
            ListeningPort port =
                    ports.get(request.getConnectionMetaData().getConnector().getName());
            Routing routing = port == null ? null : port.routing();
            if (routing == null) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.succeeded(); // there is nobody left to be told of a failure
                return true;
            }
            Exchange exchange = new Exchange(request, response, callback, routing, backends);
            routing.answer(exchange.incoming()).give(exchange);
            return true;
        }
    }
}
