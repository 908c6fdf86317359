package dev.fargatecd.local.buildtools;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the scripts of builds.
 *
 * <p>A request's body is words that end in a zero byte: the folder, as many arguments as {@code X-Words} says, and what
 * came on stdin. The answer is lines: 1 stdout, 2 stderr, 3 the exit code, 4 "the real program's, or else say this".
 */
final class ToolDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ToolDoor.class);
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private final Function<String, Optional<Bench>> sessions;

    /** The tools of one build. */
    interface Bench {
        /** The tool of that name, or empty where there is none. */
        Optional<Tool> tool(String name);

        /** Where in its buildspec the build is, for messages. */
        String place();
    }

    /** @param sessions from a token to its build's tools; empty for a token that is none */
    ToolDoor(Function<String, Optional<Bench>> sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String token =
                Optional.ofNullable(request.getHeaders().get("X-Build-Token")).orElse("");
        Optional<Bench> session = sessions.apply(token);
        if (session.isEmpty() || request.getHeaders().contains(HttpHeader.ORIGIN)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
        String path = Request.getPathInContext(request);
        Optional<Tool> tool = session.get().tool(path.substring(path.lastIndexOf('/') + 1));
        if (tool.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        // A large image takes longer than an idle connection may.
        request.addIdleTimeoutListener(timeout -> false);
        try {
            ToolCall call = read(request, path.substring(path.lastIndexOf('/') + 1));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            try (Writer writer = new BufferedWriter(
                    new OutputStreamWriter(Content.Sink.asOutputStream(response), StandardCharsets.UTF_8))) {
                answer(session.get(), tool.get(), call, new Lines(writer));
            }
            callback.succeeded();
        } catch (IOException | IllegalArgumentException failure) {
            callback.failed(failure);
        }
        return true;
    }

    private static void answer(Bench session, Tool tool, ToolCall call, Lines lines) throws IOException {
        int code;
        try {
            OptionalInt done = tool.run(call, lines);
            if (done.isEmpty()) {
                lines.write(
                        '4',
                        call.name() + ": the local cloud does not provide it, and there is no other " + call.tool()
                                + " on the PATH (" + session.place() + ")");
                return;
            }
            code = done.getAsInt();
        } catch (IOException failure) {
            lines.err(call.tool() + ": " + failure.getMessage());
            code = 1;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            lines.err(call.tool() + ": the local cloud is closing");
            code = 1;
        } catch (RuntimeException failure) {
            LOG.error("{} failed", call, failure);
            lines.err(call.tool() + ": " + failure);
            code = 1;
        }
        lines.write('3', String.valueOf(code));
    }

    private static ToolCall read(Request request, String tool) throws IOException {
        byte[] body = Content.Source.asInputStream(request).readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new IOException("a tool's call is longer than " + MAX_BODY + " bytes");
        }
        int count = Integer.parseInt(
                Optional.ofNullable(request.getHeaders().get("X-Words")).orElse(""));
        String[] parts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
        // The folder, the words, the input, and nothing behind the last zero.
        if (parts.length != count + 3) {
            throw new IOException("a tool's call is cut off");
        }
        List<String> words = new ArrayList<>(List.of(parts).subList(1, count + 1));
        return new ToolCall(tool, Path.of(parts[0]), words, parts[count + 1]);
    }

    /** Writes each line at once, so that a build's log shows what goes on. */
    private record Lines(Writer writer) implements Tool.Output {
        @Override
        public void out(String line) throws IOException {
            write('1', line);
        }

        @Override
        public void err(String line) throws IOException {
            write('2', line);
        }

        void write(char kind, String text) throws IOException {
            for (String line : text.split("\n", -1)) {
                writer.write(kind + line + "\n");
            }
            writer.flush();
        }
    }
}
