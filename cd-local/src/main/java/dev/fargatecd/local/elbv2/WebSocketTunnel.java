package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Ids;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket between client and target: once the target has agreed, bytes pass both ways until one side hangs up. */
final class WebSocketTunnel extends AbstractConnection implements Connection.UpgradeTo {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTunnel.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int MOST_HEAD_BYTES = 64 << 10;
    private static final int BUFFER = 16 << 10;

    private final Target target;
    private final Socket socket;
    private final InputStream fromTarget;
    private final Runnable hangUp = this::close;
    private final AtomicBoolean ended = new AtomicBoolean();
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    private WebSocketTunnel(EndPoint client, Executor executor, Target target, Socket socket, InputStream fromTarget) {
        super(client, executor);
        this.target = target;
        this.socket = socket;
        this.fromTarget = fromTarget;
    }

    /**
     * Asks the target to upgrade, and if it does, answers the client so.
     *
     * @return false where the target does not upgrade: then the request is one like any other
     */
    static boolean open(
            Request request,
            Response response,
            Callback callback,
            Target target,
            InetSocketAddress to,
            Routing.Options options,
            Ids ids) {
        Socket socket = new Socket();
        try {
            socket.connect(to, CONNECT_TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) options.idleTimeout().toMillis());
            socket.getOutputStream().write(head(request, options, ids));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String[] lines = readHead(in).split("\r\n");
            if (!lines[0].startsWith("HTTP/1.1 101")) {
                socket.close();
                return false;
            }
            upgrade(response, lines);
            WebSocketTunnel tunnel = new WebSocketTunnel(
                    request.getConnectionMetaData().getConnection().getEndPoint(),
                    request.getConnectionMetaData().getConnector().getExecutor(),
                    target,
                    socket,
                    in);
            target.goOn(tunnel.hangUp);
            tunnel.getEndPoint().setIdleTimeout(options.idleTimeout().toMillis());
            request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel);
            response.write(true, null, callback);
            return true;
        } catch (IOException failure) {
            LOG.debug("{} does not upgrade", to, failure);
            closeQuietly(socket);
            return false;
        }
    }

    private static byte[] head(Request request, Routing.Options options, Ids ids) {
        StringBuilder head = new StringBuilder(
                request.getMethod() + " " + request.getHttpURI().getPathQuery() + " HTTP/1.1\r\n");
        HttpFields.Mutable headers = HttpFields.build(request.getHeaders());
        ReverseProxy.forward(request, options, headers, ids);
        for (HttpField field : headers) {
            head.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        while (end < 4) {
            int next = in.read();
            if (next < 0 || head.size() == MOST_HEAD_BYTES) {
                throw new IOException("no HTTP answer from the target");
            }
            head.write(next);
            end = next == "\r\n\r\n".charAt(end) ? end + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void upgrade(Response response, String[] lines) {
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                response.getHeaders()
                        .add(
                                lines[i].substring(0, colon),
                                lines[i].substring(colon + 1).strip());
            }
        }
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        if (buffer != null && buffer.hasRemaining()) {
            early = BufferUtil.copy(buffer);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getExecutor().execute(this::targetToClient);
        try {
            toTarget(early);
            fillInterested();
        } catch (IOException failure) {
            close();
        }
    }

    @Override
    public void onFillable() {
        ByteBuffer buffer = BufferUtil.allocate(BUFFER);
        try {
            int read;
            do {
                BufferUtil.clear(buffer);
                read = getEndPoint().fill(buffer);
                toTarget(buffer);
            } while (read > 0);
            if (read == 0) {
                fillInterested();
            } else {
                close();
            }
        } catch (IOException failure) {
            close();
        }
    }

    @Override
    public void close() {
        closeQuietly(socket);
        if (ended.compareAndSet(false, true)) {
            target.end(hangUp);
        }
        super.close();
    }

    @Override
    public void onClose(Throwable cause) {
        close();
        super.onClose(cause);
    }

    private void targetToClient() {
        byte[] bytes = new byte[BUFFER];
        try {
            socket.setSoTimeout(0); // from here on it is the client's side that watches for silence
            for (int read; (read = fromTarget.read(bytes)) >= 0; ) {
                Callback.Completable written = new Callback.Completable();
                getEndPoint().write(written, ByteBuffer.wrap(bytes, 0, read));
                written.get();
            }
        } catch (IOException | ExecutionException hungUp) {
            LOG.debug("A WebSocket ended", hungUp);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void toTarget(ByteBuffer buffer) throws IOException {
        if (buffer.hasRemaining()) {
            byte[] bytes = BufferUtil.toArray(buffer);
            socket.getOutputStream().write(bytes);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            LOG.debug("Closing a connection to a target failed", failure);
        }
    }
}
