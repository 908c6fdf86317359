package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Sends an answer; without a body where HTTP has none. */
final class Reply {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private final Response response;
    private final boolean toHead;
    private final String requestId;
    private boolean sent;

    Reply(Response response, boolean toHead, String requestId) {
        this.response = response;
        this.toHead = toHead;
        this.requestId = requestId;
    }

    /** Whether a head is out already, so that nothing else can be said. */
    boolean isSent() {
        return sent;
    }

    void send(Answer answer) throws IOException {
        boolean bodiless = toHead || WITHOUT_BODY.contains(answer.status());
        head(answer);
        if (!WITHOUT_BODY.contains(answer.status()) && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        Content.Sink.write(response, true, bodiless ? null : ByteBuffer.wrap(answer.body()));
    }

    void stream(Answer head, InputStream body) throws IOException {
        head(head);
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            body.transferTo(out);
        }
    }

    private void head(Answer answer) {
        sent = true;
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("x-amzn-RequestId", requestId);
        response.getHeaders().put("x-amz-request-id", requestId);
    }
}
