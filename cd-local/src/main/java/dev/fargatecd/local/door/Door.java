package dev.fargatecd.local.door;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server of the cloud: on loopback, for mounts by their path and for AWS's APIs on every other. */
public final class Door implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    /**
     * Makes the door; {@link #open()} opens it.
     *
     * @param port 0 for any that is free
     */
    public Door(int port, List<Mount> mounts) {
        QueuedThreadPool threads = new QueuedThreadPool(200, 2);
        threads.setName("door");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Entrance(mounts));
    }

    /** Binds the port and answers from now on. */
    public void open() throws Exception {
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class Entrance extends Handler.Sequence {
        private final List<Mount> mounts;

        Entrance(List<Mount> mounts) {
            super(mounts.stream().map(Mount::handler).toList());
            this.mounts = mounts;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            for (Mount mount : mounts) {
                if (path.startsWith(mount.path())) {
                    return mount.handler().handle(request, response, callback);
                }
            }
            Response.writeError(request, response, callback, HttpStatus.NOT_IMPLEMENTED_501);
            return true;
        }
    }
}
