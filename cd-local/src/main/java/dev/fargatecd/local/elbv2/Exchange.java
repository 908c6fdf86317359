package dev.fargatecd.local.elbv2;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request to a load balancer and its answer. */
final class Exchange {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Routing routing;
    private final Backends backends;

    Exchange(Request request, Response response, Callback callback, Routing routing, Backends backends) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.routing = routing;
        this.backends = backends;
    }

    /** What the rules look at. */
    Incoming incoming() {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        HttpURI uri = request.getHttpURI();
        return new Incoming(
                request.getMethod(),
                uri.getPath() == null ? "/" : uri.getPath(),
                uri.getQuery() == null ? "" : uri.getQuery(),
                Request.getServerName(request).toLowerCase(Locale.ROOT),
                headers,
                Request.getRemoteAddr(request));
    }

    /** Has a target of the group answer. */
    void forward(String groupArn) {
        Optional<Target> taken = backends.targets().begin(routing.scope(), groupArn);
        if (taken.isEmpty()) {
            nobodyThere();
            return;
        }
        Target target = taken.get();
        Request.addCompletionListener(request, failure -> target.end());
        Optional<InetSocketAddress> socket =
                backends.addresses().find(target.id().address(), target.id().port());
        if (socket.isEmpty()) {
            page(ErrorPage.TIMEOUT); // nothing has that address: on AWS the connection is never made
            return;
        }
        ReverseProxy.aim(request, socket.get(), routing.options());
        if (request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")
                && WebSocketTunnel.open(
                        request, response, callback, target, socket.get(), routing.options(), backends.ids())) {
            return;
        }
        proxy().handle(request, response, callback);
    }

    /** A connection that was kept may be closed by the target just now: over it goes only what can be asked again. */
    private ReverseProxy proxy() {
        boolean again = REPEATABLE.contains(request.getMethod())
                && request.getLength() <= 0
                && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        return again ? backends.overPool() : backends.overFresh();
    }

    void nobodyThere() {
        page(ErrorPage.UNAVAILABLE);
    }

    /** Answers with a page of the load balancer's own. */
    void page(ErrorPage page) {
        page(page, request, response, callback);
    }

    static void page(ErrorPage page, Request request, Response response, Callback callback) {
        respond(page.status(), "text/html", page.html(), request, response, callback);
    }

    void respond(int status, String contentType, String body) {
        respond(status, contentType, body, request, response, callback);
    }

    void redirect(int status, String location) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath() == null ? "" : uri.getPath();
        String to = location.replace("#{protocol}", String.valueOf(uri.getScheme()))
                .replace("#{host}", Request.getServerName(request))
                .replace("#{port}", String.valueOf(Request.getServerPort(request)))
                .replace("#{path}", path.startsWith("/") ? path.substring(1) : path)
                .replace("#{query}", uri.getQuery() == null ? "" : uri.getQuery());
        response.getHeaders().put(HttpHeader.LOCATION, to.endsWith("?") ? to.substring(0, to.length() - 1) : to);
        respond(status, "text/html", "");
    }

    private static void respond(
            int status, String contentType, String body, Request request, Response response, Callback callback) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.SERVER, "awselb/2.0");
        if (!contentType.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        Content.Sink.write(response, true, "HEAD".equals(request.getMethod()) ? "" : body, callback);
    }
}
