package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the signals of wait conditions: {@code PUT} with a JSON body of Status, Reason, UniqueId and Data.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html">Create wait
 *     conditions in a CloudFormation template</a>
 */
final class SignalDoor extends Handler.Abstract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64 << 10;
    private static final int SEGMENTS = 3;

    private final WaitSignals signals;

    SignalDoor(WaitSignals signals) {
        this.signals = signals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String[] segments = Request.getPathInContext(request)
                .substring(WaitSignals.PATH.length())
                .split("/");
        if (request.getHeaders().contains(HttpHeader.ORIGIN) || segments.length != SEGMENTS) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        } else if (!request.getMethod().equals("PUT")) {
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        } else {
            take(request, segments)
                    .ifPresentOrElse(
                            fault -> Response.writeError(request, response, callback, fault.status(), fault.message()),
                            () -> {
                                response.setStatus(HttpStatus.OK_200);
                                callback.succeeded();
                            });
        }
        return true;
    }

    private record Fault(int status, String message) {}

    private Optional<Fault> take(Request request, String... segments) throws IOException {
        byte[] body;
        try (InputStream in = Content.Source.asInputStream(request)) {
            body = in.readNBytes(MOST_BYTES + 1);
        }
        if (body.length > MOST_BYTES) {
            return Optional.of(new Fault(HttpStatus.PAYLOAD_TOO_LARGE_413, "A signal has at most 64 KiB"));
        }
        Scope scope;
        WaitSignals.Signal signal;
        try {
            scope = new Scope(segments[0], segments[1]);
            signal = read(JSON.readTree(body));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            return Optional.of(new Fault(HttpStatus.BAD_REQUEST_400, "Not a signal: " + malformed.getMessage()));
        }
        return signals.receive(scope, segments[2], signal)
                ? Optional.empty()
                : Optional.of(new Fault(HttpStatus.FORBIDDEN_403, "There is no such wait condition handle"));
    }

    private static WaitSignals.Signal read(JsonNode signal) {
        String status = signal.path("Status").asText();
        if (!status.equals("SUCCESS") && !status.equals("FAILURE")) {
            throw new IllegalArgumentException("Status is \"" + status + "\"; it must be SUCCESS or FAILURE");
        }
        for (String required : new String[] {"UniqueId", "Reason", "Data"}) {
            if (!signal.path(required).isTextual()) {
                throw new IllegalArgumentException(required + " is missing or no text");
            }
        }
        return new WaitSignals.Signal(
                signal.path("UniqueId").asText(),
                status.equals("SUCCESS"),
                signal.path("Reason").asText(),
                signal.path("Data").asText());
    }
}
