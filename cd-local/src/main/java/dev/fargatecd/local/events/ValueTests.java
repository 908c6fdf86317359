package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reads the conditions of a pattern.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators for use in event patterns</a>
 */
final class ValueTests {
    /** Numbers beyond are refused: the page above. */
    private static final BigDecimal LARGEST = new BigDecimal("5.0e9");

    private ValueTests() {}

    /**
     * Reads one element of a pattern's array.
     *
     * @param name of the member it is for, for messages
     */
    static ValueTest read(String name, JsonNode element) {
        if (element.isArray()) {
            throw EventsFaults.invalidPattern("\"" + name + "\" has an array inside its array");
        }
        if (!element.isObject()) {
            return new ValueTest.Exactly(element);
        }
        if (element.size() != 1) {
            throw EventsFaults.invalidPattern(
                    "\"" + name + "\" has an object of " + element.size() + " members where one comparison is due");
        }
        Map.Entry<String, JsonNode> comparison = element.properties().iterator().next();
        JsonNode operand = comparison.getValue();
        return switch (comparison.getKey()) {
            case "exists" -> exists(operand);
            case "anything-but" -> new ValueTest.AnythingBut(anythingBut(operand));
            case "numeric" -> new ValueTest.Numeric(bounds(operand));
            case "cidr" ->
                new ValueTest.InNetwork(Network.read(text("cidr", operand))
                        .orElseThrow(() ->
                                EventsFaults.invalidPattern("cidr \"" + operand.asText() + "\" is not address/bits")));
            default -> textTest(comparison.getKey(), operand);
        };
    }

    /** The comparisons with texts, which anything-but can turn around. */
    private static ValueTest textTest(String comparison, JsonNode operand) {
        return switch (comparison) {
            case "prefix" ->
                operand.isObject()
                        ? new ValueTest.Prefix(ignoringCase(comparison, operand), true)
                        : new ValueTest.Prefix(text(comparison, operand), false);
            case "suffix" ->
                operand.isObject()
                        ? new ValueTest.Suffix(ignoringCase(comparison, operand), true)
                        : new ValueTest.Suffix(text(comparison, operand), false);
            case "equals-ignore-case" -> new ValueTest.IgnoringCase(text(comparison, operand));
            case "wildcard" -> new ValueTest.Wildcard(wildcard(text(comparison, operand)));
            default -> throw EventsFaults.invalidPattern("Unrecognized match type " + comparison);
        };
    }

    private static ValueTest exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw EventsFaults.invalidPattern("exists takes true or false");
        }
        return new ValueTest.Exists(operand.asBoolean());
    }

    private static List<ValueTest> anythingBut(JsonNode operand) {
        if (operand.isObject()) {
            if (operand.size() != 1) {
                throw EventsFaults.invalidPattern("anything-but takes one comparison");
            }
            Map.Entry<String, JsonNode> inner = operand.properties().iterator().next();
            return elements(inner.getValue()).stream()
                    .map(value -> textTest(inner.getKey(), value))
                    .toList();
        }
        List<JsonNode> values = elements(operand);
        if (values.isEmpty() || !values.stream().allMatch(value -> value.isTextual() || value.isNumber())) {
            throw EventsFaults.invalidPattern("anything-but takes texts or numbers, or one comparison of texts");
        }
        return values.stream().<ValueTest>map(ValueTest.Exactly::new).toList();
    }

    private static List<JsonNode> elements(JsonNode operand) {
        return operand.isArray()
                ? StreamSupport.stream(operand.spliterator(), false).toList()
                : List.of(operand);
    }

    private static List<ValueTest.Numeric.Bound> bounds(JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0 || operand.size() > 4) {
            throw EventsFaults.invalidPattern("numeric takes one or two pairs of a comparison and a number");
        }
        List<ValueTest.Numeric.Bound> bounds = new ArrayList<>();
        for (int i = 0; i < operand.size(); i += 2) {
            JsonNode number = operand.get(i + 1);
            if (!number.isNumber() || number.decimalValue().abs().compareTo(LARGEST) > 0) {
                throw EventsFaults.invalidPattern(
                        "numeric compares with a number from -5.0e9 to 5.0e9, not with " + number);
            }
            bounds.add(new ValueTest.Numeric.Bound(comparison(operand.get(i).asText()), number.decimalValue()));
        }
        return bounds;
    }

    private static ValueTest.Numeric.Comparison comparison(String sign) {
        return Arrays.stream(ValueTest.Numeric.Comparison.values())
                .filter(one -> one.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> EventsFaults.invalidPattern("Unrecognized numeric range operator: " + sign));
    }

    private static String ignoringCase(String comparison, JsonNode operand) {
        JsonNode inner = operand.get("equals-ignore-case");
        if (inner == null || operand.size() != 1) {
            throw EventsFaults.invalidPattern(comparison + " takes a text or {\"equals-ignore-case\": text}");
        }
        return text(comparison, inner);
    }

    private static String text(String comparison, JsonNode operand) {
        if (!operand.isTextual()) {
            throw EventsFaults.invalidPattern(comparison + " match pattern must be a string");
        }
        return operand.asText();
    }

    /** What stands between the stars; a backslash makes a star or a backslash itself. */
    private static List<String> wildcard(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length() || "*\\".indexOf(text.charAt(i)) < 0) {
                    throw EventsFaults.invalidPattern("wildcard: a backslash stands before a star or a backslash only");
                }
                part.append(text.charAt(i));
            } else if (c == '*') {
                if (text.startsWith("**", i)) {
                    throw EventsFaults.invalidPattern("wildcard: stars may not follow each other");
                }
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
