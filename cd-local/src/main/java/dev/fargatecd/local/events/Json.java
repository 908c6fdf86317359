package dev.fargatecd.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fargatecd.local.kernel.Event;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Events as JSON. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // numbers as they are written: patterns compare them so
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Reads JSON; empty where it is none. */
    static Optional<JsonNode> read(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read.isMissingNode() ? Optional.empty() : Optional.of(read);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** A JSON object's members. */
    static Map<String, Object> members(JsonNode object) {
        return MAPPER.convertValue(object, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** The event as EventBridge delivers it. */
    static JsonNode envelope(Event event) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("version", "0");
        envelope.put("id", event.id());
        envelope.put("detail-type", event.type());
        envelope.put("source", event.source());
        envelope.put("account", event.scope().account());
        envelope.put("time", event.time().truncatedTo(ChronoUnit.SECONDS).toString());
        envelope.put("region", event.scope().region());
        envelope.put("resources", event.resources());
        envelope.put("detail", event.detail());
        return MAPPER.valueToTree(envelope);
    }
}
