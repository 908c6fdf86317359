package dev.fargatecd.local.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request as it came over the wire. Its body is streamed once, or read whole when it is small. */
final class WireRequest {
    /** The largest body that is read whole: above ECR's layer parts (20 MiB, as base64). S3's objects are streamed. */
    private static final int MAX_BODY = 32 << 20;

    private final String method;
    private final String path;
    private final String rawQuery;
    private final Query query;
    private final Map<String, List<String>> headers;
    private final InputStream stream;
    private byte @Nullable [] body;

    private WireRequest(
            String method, String path, String rawQuery, Map<String, List<String>> headers, InputStream stream) {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.stream = stream;
        query = Query.parse(rawQuery);
    }

    static WireRequest of(Request request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>(1))
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        return new WireRequest(
                request.getMethod(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                headers,
                Content.Source.asInputStream(request));
    }

    /** The same request with another body, and other headers where its framing was undone. */
    WireRequest with(InputStream content, Map<String, List<String>> changed) {
        return new WireRequest(method, path, rawQuery, changed, content);
    }

    String method() {
        return method;
    }

    /** The path as it came, not decoded. */
    String path() {
        return path;
    }

    Query query() {
        return query;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    /** The header's values, joined by commas as HTTP allows. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
    }

    /** The body's length where the request says it. */
    Optional<Long> length() {
        return header("Content-Length").map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException malformed) {
                throw new Refusal(400, "InvalidArgument", "Content-Length is no number: " + text);
            }
        });
    }

    InputStream stream() {
        return body == null ? stream : new ByteArrayInputStream(body);
    }

    byte[] body() throws IOException {
        if (body == null) {
            byte[] read = stream.readNBytes(MAX_BODY + 1);
            if (read.length > MAX_BODY) {
                throw new Refusal(413, "RequestEntityTooLarge", "The body is larger than " + MAX_BODY + " bytes.");
            }
            body = read;
        }
        return body;
    }

    /** The parameters of a Query request: from the body of a POST, from the URL of a GET. */
    Query form() throws IOException {
        return header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
                ? Query.parse(new String(body(), StandardCharsets.UTF_8))
                : query;
    }
}
