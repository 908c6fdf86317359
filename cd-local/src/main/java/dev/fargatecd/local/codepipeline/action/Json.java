package dev.fargatecd.local.codepipeline.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON in configurations and artifacts. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads an object.
     *
     * @param where it is from, for the message
     */
    static ObjectNode object(String text, String where) {
        if (read(text).orElse(null) instanceof ObjectNode object) {
            return object;
        }
        throw new ActionFailure("ConfigurationError", where + " is not a JSON object");
    }

    /** Reads an array's elements. */
    static List<JsonNode> array(String text, String where) {
        return read(text)
                .filter(JsonNode::isArray)
                .map(array -> StreamSupport.stream(array.spliterator(), false).toList())
                .orElseThrow(() -> new ActionFailure("ConfigurationError", where + " is not a JSON array"));
    }

    static String text(Map<String, ?> members) {
        return MAPPER.valueToTree(members).toString();
    }

    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
