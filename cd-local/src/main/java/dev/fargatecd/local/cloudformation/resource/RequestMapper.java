package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Gives CloudFormation's properties to the builders of SDK requests by name: a property's name mostly is the API's, but
 * for the case of letters. Scalars are coerced as CloudFormation does ({@code 'true'}, {@code '256'}), and an object
 * where the API wants a text becomes JSON (policy documents, event patterns).
 */
final class RequestMapper {
    private RequestMapper() {}

    /**
     * Sets every property.
     *
     * @throws PropertyFault for a property that the request has no member for, or of another type
     */
    static void fill(SdkPojo builder, ObjectNode properties) {
        fill(builder, properties, "");
    }

    /**
     * Sets every property that the request has a member for.
     *
     * @param required names of those that must have one
     */
    static void fillKnown(SdkPojo builder, ObjectNode properties, Set<String> required) {
        Map<String, SdkField<?>> members = members(builder);
        ObjectNode known = properties.deepCopy();
        Iterator<String> names = known.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!members.containsKey(name) && !required.contains(name)) {
                names.remove();
            }
        }
        fill(builder, known);
    }

    private static void fill(SdkPojo builder, JsonNode object, String path) {
        Map<String, SdkField<?>> members = members(builder);
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String where = path + "/" + property.getKey();
            SdkField<?> member = members.get(property.getKey());
            if (member == null) {
                throw PropertyFault.unsupported(where);
            }
            if (!property.getValue().isNull()) {
                member.set(builder, value(member, property.getValue(), where));
            }
        }
    }

    private static Map<String, SdkField<?>> members(SdkPojo builder) {
        Map<String, SdkField<?>> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        builder.sdkFields().forEach(member -> members.put(member.memberName(), member));
        return members;
    }

    private static Object value(SdkField<?> member, JsonNode value, String path) {
        return switch (member.marshallingType().getKnownType()) {
            case STRING -> text(value);
            case INTEGER -> number(value, path, BigDecimal::intValueExact);
            case LONG -> number(value, path, BigDecimal::longValueExact);
            case SHORT -> number(value, path, BigDecimal::shortValueExact);
            case BYTE -> number(value, path, BigDecimal::byteValueExact);
            case FLOAT -> number(value, path, BigDecimal::floatValue);
            case DOUBLE -> number(value, path, BigDecimal::doubleValue);
            case BIG_DECIMAL -> number(value, path, Function.identity());
            case BOOLEAN -> bool(value, path);
            case INSTANT -> instant(value, path);
            case SDK_BYTES -> SdkBytes.fromUtf8String(text(value));
            case LIST -> list(member, value, path);
            case MAP -> map(member, value, path);
            case SDK_POJO -> object(member, value, path);
            case DOCUMENT, NULL -> throw PropertyFault.unsupported(path);
        };
    }

    /** A text as it is, any other scalar as it is written, an object or list as JSON. */
    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static <T> T number(JsonNode value, String path, Function<BigDecimal, T> narrowing) {
        return scalar(value, "Number", path, text -> {
            try {
                return narrowing.apply(new BigDecimal(text));
            } catch (ArithmeticException tooLargeOrFractional) {
                throw new IllegalArgumentException(tooLargeOrFractional);
            }
        });
    }

    private static Boolean bool(JsonNode value, String path) {
        return scalar(value, "Boolean", path, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    private static Instant instant(JsonNode value, String path) {
        return scalar(value, "Timestamp", path, text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException notIso) {
                throw new IllegalArgumentException(notIso);
            }
        });
    }

    private static <T> T scalar(JsonNode value, String expected, String path, Function<String, T> reading) {
        if (value.isValueNode()) {
            try {
                return reading.apply(value.asText());
            } catch (IllegalArgumentException notOne) {
                throw PropertyFault.type(path, expected, found(value));
            }
        }
        throw PropertyFault.type(path, expected, found(value));
    }

    private static List<Object> list(SdkField<?> member, JsonNode value, String path) {
        if (!value.isArray()) {
            throw PropertyFault.type(path, "JSONArray", found(value));
        }
        SdkField<?> item = member.getRequiredTrait(ListTrait.class).memberFieldInfo();
        List<Object> items = new ArrayList<>();
        for (JsonNode one : value) {
            items.add(value(item, one, path + "/" + items.size()));
        }
        return items;
    }

    private static Map<String, Object> map(SdkField<?> member, JsonNode value, String path) {
        if (!value.isObject()) {
            throw PropertyFault.type(path, "JSONObject", found(value));
        }
        SdkField<?> content = member.getRequiredTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> entries = new LinkedHashMap<>();
        value.properties()
                .forEach(entry ->
                        entries.put(entry.getKey(), value(content, entry.getValue(), path + "/" + entry.getKey())));
        return entries;
    }

    private static Object object(SdkField<?> member, JsonNode value, String path) {
        if (!value.isObject()) {
            throw PropertyFault.type(path, "JSONObject", found(value));
        }
        SdkPojo builder = member.constructor().get();
        fill(builder, value, path);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    /** The names that CloudFormation's messages give to what they found. */
    private static String found(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "null";
        }
        return switch (value.getNodeType()) {
            case ARRAY -> "JSONArray";
            case OBJECT, POJO -> "JSONObject";
            case BOOLEAN -> "Boolean";
            case NUMBER -> value.isIntegralNumber() ? "Integer" : "Double";
            case STRING, BINARY -> "String";
            case MISSING, NULL -> "null";
        };
    }
}
