package dev.fargatecd.cloudformation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.cloudformation.schema.Shape.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares properties with their type's schema, in the words of AWS's validation. */
final class PropertyCheck {
    private final List<Violation> violations = new ArrayList<>();

    private PropertyCheck() {}

    static List<Violation> check(ResourceType type, ObjectNode properties) {
        PropertyCheck check = new PropertyCheck();
        for (String attribute : type.attributes()) {
            boolean isGiven = !attribute.contains(".") && properties.has(attribute);
            if (isGiven && !type.createOnly().contains(attribute)) {
                check.add("#", "extraneous key [" + attribute + "] is not permitted");
            }
        }
        check.value(type.shape(), properties, "#");
        return List.copyOf(check.violations);
    }

    static List<Violation> check(Shape shape, JsonNode value) {
        PropertyCheck check = new PropertyCheck();
        check.value(shape, value, "#");
        return List.copyOf(check.violations);
    }

    private void value(Shape shape, JsonNode value, String path) {
        Set<Kind> kinds = shape.kinds();
        Kind kind = kind(value);
        boolean isRightKind =
                kinds.isEmpty() || kinds.contains(kind) || (kind == Kind.INTEGER && kinds.contains(Kind.NUMBER));
        if (!isRightKind) {
            add(
                    path,
                    "expected type: " + kinds.iterator().next().word() + ", found: "
                            + (value.isNull() ? "Null" : kind.word()));
            return;
        }
        switch (kind) {
            case OBJECT -> object(shape, value, path);
            case ARRAY -> array(shape, value, path);
            case STRING -> text(shape, value.textValue(), path);
            case INTEGER, NUMBER -> number(shape, value, path);
            case BOOLEAN -> {}
        }
        if (value.isValueNode()
                && !shape.enumeration().isEmpty()
                && !shape.enumeration().contains(value.asText())) {
            add(path, value.asText() + " is not a valid enum value");
        }
    }

    private void object(Shape shape, JsonNode object, String path) {
        for (String required : shape.required()) {
            if (!object.has(required)) {
                add(path, "required key [" + required + "] not found");
            }
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            shape.property(member.getKey())
                    .ifPresentOrElse(known -> value(known, member.getValue(), path + "/" + member.getKey()), () -> {
                        if (!shape.isOpen()) {
                            add(path, "extraneous key [" + member.getKey() + "] is not permitted");
                        }
                    });
        }
    }

    private void array(Shape shape, JsonNode array, String path) {
        shape.bound("minItems")
                .filter(min -> array.size() < min)
                .ifPresent(min -> add(path, "expected minimum item count: " + whole(min) + ", found: " + array.size()));
        shape.bound("maxItems")
                .filter(max -> array.size() > max)
                .ifPresent(max -> add(path, "expected maximum item count: " + whole(max) + ", found: " + array.size()));
        if (shape.hasUniqueItems() && new HashSet<>(list(array)).size() < array.size()) {
            add(path, "array items are not unique");
        }
        shape.items().ifPresent(items -> {
            for (int i = 0; i < array.size(); i++) {
                value(items, array.get(i), path + "/" + i);
            }
        });
    }

    private void text(Shape shape, String text, String path) {
        shape.bound("minLength")
                .filter(min -> text.length() < min)
                .ifPresent(min -> add(path, "expected minLength: " + whole(min) + ", actual: " + text.length()));
        shape.bound("maxLength")
                .filter(max -> text.length() > max)
                .ifPresent(max -> add(path, "expected maxLength: " + whole(max) + ", actual: " + text.length()));
        shape.pattern()
                .filter(pattern -> !SchemaPattern.compile(pattern).matcher(text).find())
                .ifPresent(pattern -> add(path, "failed validation constraint for keyword [pattern]"));
    }

    private void number(Shape shape, JsonNode number, String path) {
        shape.bound("minimum")
                .filter(min -> number.doubleValue() < min)
                .ifPresent(min -> add(path, number.asText() + " is not greater or equal to " + whole(min)));
        shape.bound("maximum")
                .filter(max -> number.doubleValue() > max)
                .ifPresent(max -> add(path, number.asText() + " is not less or equal to " + whole(max)));
    }

    private void add(String path, String problem) {
        violations.add(new Violation(path, problem));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static String whole(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static Kind kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> Kind.OBJECT;
            case ARRAY -> Kind.ARRAY;
            case BOOLEAN -> Kind.BOOLEAN;
            case NUMBER -> value.isIntegralNumber() ? Kind.INTEGER : Kind.NUMBER;
            case STRING, BINARY, NULL, MISSING -> Kind.STRING;
        };
    }
}
