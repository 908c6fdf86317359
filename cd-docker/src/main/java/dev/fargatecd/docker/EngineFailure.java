package dev.fargatecd.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.util.Objects;

/** Why the engine refused, in its own words. */
final class EngineFailure {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EngineFailure() {}

    /** The engine's message out of the client's; the innermost cause's where no engine answered. */
    static String why(Throwable failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (!(failure instanceof DockerException)) {
            Throwable cause = failure.getCause();
            return cause == null ? text : why(cause);
        }
        int brace = text.indexOf('{');
        if (brace < 0) {
            return text.strip();
        }
        try {
            String message =
                    JSON.readTree(text.substring(brace)).path("message").asText();
            return message.isEmpty() ? text.strip() : message.strip();
        } catch (JsonProcessingException other) {
            return text.strip();
        }
    }
}
