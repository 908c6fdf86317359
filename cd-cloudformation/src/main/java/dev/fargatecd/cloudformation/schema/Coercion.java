package dev.fargatecd.cloudformation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.cloudformation.schema.Shape.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes scalars what their properties want, as CloudFormation does before it looks at them. */
final class Coercion {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,300}(\\.[0-9]{1,300})?([eE][-+]?[0-9]{1,3})?");

    private Coercion() {}

    /** The value with all scalars inside coerced; what can't be is left for the check to complain of. */
    static JsonNode coerce(Shape shape, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode result = JSON.objectNode();
            object.properties()
                    .forEach(entry -> result.set(
                            entry.getKey(),
                            shape.property(entry.getKey())
                                    .map(member -> coerce(member, entry.getValue()))
                                    .orElse(entry.getValue())));
            return result;
        }
        if (value instanceof ArrayNode array) {
            Optional<Shape> items = shape.items();
            ArrayNode result = JSON.arrayNode();
            array.forEach(item -> result.add(items.map(one -> coerce(one, item)).orElse(item)));
            return result;
        }
        return scalar(shape.kinds(), value);
    }

    private static JsonNode scalar(Set<Kind> kinds, JsonNode value) {
        String text = value.asText();
        if (value.isTextual() && !kinds.contains(Kind.STRING)) {
            if (kinds.contains(Kind.BOOLEAN) && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if ((kinds.contains(Kind.INTEGER) || kinds.contains(Kind.NUMBER))
                    && INTEGER.matcher(text).matches()) {
                return integer(Long.parseLong(text));
            }
            if (kinds.contains(Kind.NUMBER) && NUMBER.matcher(text).matches()) {
                return JSON.numberNode(Double.parseDouble(text));
            }
        }
        boolean wantsText = kinds.contains(Kind.STRING)
                && !kinds.contains(value.isBoolean() ? Kind.BOOLEAN : Kind.NUMBER)
                && !(value.isIntegralNumber() && kinds.contains(Kind.INTEGER));
        return wantsText && (value.isNumber() || value.isBoolean()) ? JSON.textNode(text) : value;
    }

    private static JsonNode integer(long value) {
        return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
    }
}
