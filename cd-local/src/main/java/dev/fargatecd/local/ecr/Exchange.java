package dev.fargatecd.local.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * A request to the registry and its answer.
 *
 * @param caller who the token stands for
 * @param repository the name in the path
 * @param rest what follows in the path: the reference, digest or upload; "" where nothing does
 */
record Exchange(Request request, Response response, Caller caller, String repository, String rest) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String method() {
        return request.getMethod();
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    InputStream body() {
        return Request.asInputStream(request);
    }

    Exchange with(String header, String value) {
        response.getHeaders().put(header, value);
        return this;
    }

    void answer(int status) {
        response.setStatus(status);
        response.getHeaders().put("Content-Length", 0);
    }

    void answerJson(int status, Object value) throws IOException {
        answerJson(request, response, status, value);
    }

    static void answerJson(Request request, Response response, int status, Object value) throws IOException {
        answer(request, response, status, "application/json", json(value));
    }

    /** Answers with content; to HEAD, with its length alone. */
    void answer(int status, String mediaType, byte[] content) throws IOException {
        answer(request, response, status, mediaType, content);
    }

    private static void answer(Request request, Response response, int status, String mediaType, byte[] content)
            throws IOException {
        response.setStatus(status);
        response.getHeaders().put("Content-Type", mediaType);
        response.getHeaders().put("Content-Length", content.length);
        if (!request.getMethod().equals("HEAD")) {
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                out.write(content);
            }
        }
    }

    /** Answers with a part of a file; to HEAD, with its length alone. */
    void answer(int status, Path file, long from, long length) throws IOException {
        response.setStatus(status);
        response.getHeaders().put("Content-Type", "application/octet-stream");
        response.getHeaders().put("Content-Length", length);
        if (method().equals("HEAD")) {
            return;
        }
        try (FileChannel in = FileChannel.open(file);
                OutputStream out = Content.Sink.asOutputStream(response);
                WritableByteChannel channel = Channels.newChannel(out)) {
            for (long done = 0; done < length; ) {
                done += in.transferTo(from + done, length - done, channel);
            }
        }
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
