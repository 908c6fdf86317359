package dev.fargatecd.local.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests in, to the mount of their path or to the APIs.
 *
 * <p>Builds run commands, so an endpoint that web pages can reach is remote code execution. A page's requests carry an
 * Origin, or, after DNS rebinding, the name of the page's host: neither comes in, on whatever path.
 */
final class Entrance extends Handler.Sequence {
    /** This machine by address or name; {@code bucket.localhost} as S3 clients write it. */
    private static final Pattern LOCAL =
            Pattern.compile("(127\\.0\\.0\\.1|\\[::1]|([a-z0-9._-]+\\.)?localhost):(\\d+)");

    private final List<Mount> mounts;
    private final Handler apis;

    Entrance(List<Mount> mounts, Handler apis) {
        super(Stream.concat(mounts.stream().map(Mount::handler), Stream.of(apis))
                .toList());
        this.mounts = mounts;
        this.apis = apis;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<String> refused = refusal(request);
        if (refused.isPresent()) {
            response.setStatus(HttpStatus.FORBIDDEN_403);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            byte[] text = (refused.get() + "\n").getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(text), callback);
            return true;
        }
        return handler(Request.getPathInContext(request)).handle(request, response, callback);
    }

    private Handler handler(String path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.path()))
                .findFirst()
                .map(Mount::handler)
                .orElse(apis);
    }

    /** Why the request does not come in; empty where it does. */
    private static Optional<String> refusal(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null) {
            return Optional.of("Refused: the request comes from a web page (Origin: " + origin
                    + "); the local cloud answers command lines and programs only.");
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null
                || !isLocal(host, request)
                || !isLocal(request.getHttpURI().getAuthority(), request)) {
            return Optional.of("Refused: the local cloud is reached as 127.0.0.1, localhost, [::1] or a name below"
                    + " localhost, each with port " + Request.getLocalPort(request) + ", and not as Host: " + host
                    + ".");
        }
        return Optional.empty();
    }

    private static boolean isLocal(@org.jspecify.annotations.Nullable String host, Request request) {
        if (host == null) {
            return true; // a request line without authority: the header decides
        }
        if (host.equals(Request.getLocalAddr(request) + ":" + Request.getLocalPort(request))) {
            return true; // the very address that was called, which no page's name can be
        }
        var matcher = LOCAL.matcher(host.toLowerCase(java.util.Locale.ROOT));
        return matcher.matches() && matcher.group(3).equals(Integer.toString(Request.getLocalPort(request)));
    }
}
