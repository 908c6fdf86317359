package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Ids;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Passes a request on to the target that was chosen for it, and its answer back, both as they come in. */
final class ReverseProxy extends ProxyHandler {
    private static final String SOCKET = ReverseProxy.class.getName() + ".socket";
    private static final String OPTIONS = ReverseProxy.class.getName() + ".options";
    private static final String TRACE_ID = "X-Amzn-Trace-Id";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10); // as an ALB's
    private static final int CONNECTIONS_PER_TARGET = 1024;

    private final Executor executor;
    private final Ids ids;
    private final @Nullable ReverseProxy retry;

    /**
     * Makes a proxy.
     *
     * @param retry asks again, over a connection of its own, what failed because a kept connection was closed; null for
     *     one that keeps no connections
     */
    ReverseProxy(Executor executor, Ids ids, @Nullable ReverseProxy retry) {
        this.executor = executor;
        this.ids = ids;
        this.retry = retry;
    }

    /** Says where the request goes, and how. */
    static void aim(Request request, InetSocketAddress socket, Routing.Options options) {
        request.setAttribute(SOCKET, socket);
        request.setAttribute(OPTIONS, options);
    }

    @Override
    protected HttpClient newHttpClient() {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setConnectTimeout(CONNECT_TIMEOUT);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(executor);
        return client;
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setUserAgentField(null);
        client.setMaxConnectionsPerDestination(CONNECTIONS_PER_TARGET);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS_PER_TARGET * 10);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        return request.getHttpURI(); // where it goes is decided by newProxyToServerRequest
    }

    /** The path goes on as it came, also where java.net.URI would not have it. */
    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI uri) {
        InetSocketAddress socket = (InetSocketAddress) request.getAttribute(SOCKET);
        return getHttpClient()
                .newRequest(socket.getHostString(), socket.getPort())
                .method(request.getMethod())
                .path(uri.getPathQuery())
                .idleTimeout(options(request).idleTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request toTarget) {
        toTarget.headers(headers -> {
            forward(request, options(request), headers, ids);
            if (retry == null) {
                headers.put(HttpHeader.CONNECTION, "close");
            }
        });
    }

    /** Adds the headers by which a target learns of the client (x-forwarded-headers.html). */
    static void forward(Request request, Routing.Options options, HttpFields.Mutable headers, Ids ids) {
        String client =
                Request.getRemoteAddr(request) + (options.clientPort() ? ":" + Request.getRemotePort(request) : "");
        String before = request.getHeaders().get(HttpHeader.X_FORWARDED_FOR);
        switch (options.forwardedFor()) {
            case APPEND -> headers.put(HttpHeader.X_FORWARDED_FOR, before == null ? client : before + ", " + client);
            case REMOVE -> headers.remove(HttpHeader.X_FORWARDED_FOR);
            case PRESERVE -> {}
        }
        headers.put(HttpHeader.X_FORWARDED_PROTO, request.isSecure() ? "https" : "http");
        headers.put(HttpHeader.X_FORWARDED_PORT, String.valueOf(Request.getLocalPort(request)));
        headers.put(new HttpField(TRACE_ID, traceId(request.getHeaders().get(TRACE_ID), ids)));
    }

    /** A new root, or this load balancer's own part before the root that is there (load-balancer-request-tracing.html). */
    private static String traceId(@Nullable String before, Ids ids) {
        String id = "1-%08x-%s".formatted(Instant.now().getEpochSecond(), ids.hex(24));
        return before == null ? "Root=" + id : "Self=" + id + ";" + before;
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toTarget,
            org.eclipse.jetty.client.Response fromTarget,
            Response response,
            Callback callback,
            Throwable failure) {
        boolean timeout = failure instanceof TimeoutException || failure instanceof SocketTimeoutException;
        if (response.isCommitted()) {
            callback.failed(failure);
        } else if (retry != null && !timeout && isHangUp(fromTarget, failure)) {
            response.reset();
            retry.handle(request, response, callback);
        } else {
            response.reset();
            Exchange.page(timeout ? ErrorPage.TIMEOUT : ErrorPage.BAD_GATEWAY, request, response, callback);
        }
    }

    /** Whether a kept connection was closed before there was anything of an answer. */
    private static boolean isHangUp(org.eclipse.jetty.client.@Nullable Response fromTarget, Throwable failure) {
        boolean nothingCame = fromTarget == null || fromTarget.getStatus() == 0;
        return nothingCame && failure instanceof IOException && !(failure instanceof ConnectException);
    }

    private static Routing.Options options(Request request) {
        return (Routing.Options) request.getAttribute(OPTIONS);
    }
}
