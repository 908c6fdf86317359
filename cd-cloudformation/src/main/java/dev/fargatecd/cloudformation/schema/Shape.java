package dev.fargatecd.cloudformation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a value may be: a view of a part of a type's JSON Schema. */
public final class Shape {
    private final JsonNode root;
    private final JsonNode schema;

    Shape(JsonNode root, JsonNode schema) {
        this.root = root;
        this.schema = followed(root, schema);
    }

    /** The kinds of JSON value. */
    public enum Kind {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY;

        /** The word that AWS's messages have. */
        String word() {
            return switch (this) {
                case STRING -> "String";
                case INTEGER -> "Integer";
                case NUMBER -> "Number";
                case BOOLEAN -> "Boolean";
                case OBJECT -> "JSONObject";
                case ARRAY -> "JSONArray";
            };
        }
    }

    /** The kinds that a value may have; empty where any may be. */
    public Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            kinds.add(kind(type));
        }
        type.forEach(one -> kinds.add(kind(one)));
        return kinds;
    }

    /** The members that an object may have, by name. */
    public Map<String, Shape> properties() {
        Map<String, Shape> properties = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(entry -> properties.put(entry.getKey(), new Shape(root, entry.getValue())));
        return Collections.unmodifiableMap(properties);
    }

    /** The member of that name, also where the schema knows it by a pattern only. */
    public Optional<Shape> property(String name) {
        JsonNode named = schema.path("properties").path(name);
        if (!named.isMissingNode()) {
            return Optional.of(new Shape(root, named));
        }
        return schema.path("patternProperties").properties().stream()
                .filter(entry ->
                        SchemaPattern.compile(entry.getKey()).matcher(name).find())
                .findFirst()
                .map(entry -> new Shape(root, entry.getValue()));
    }

    /** Whether an object may have members that the schema does not name. */
    public boolean isOpen() {
        boolean namesNone = schema.path("properties").isEmpty()
                && schema.path("patternProperties").isEmpty();
        return schema.path("additionalProperties").asBoolean(namesNone || isComposed());
    }

    /** The members that an object must have. */
    public Set<String> required() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts("required")));
    }

    /** What the items of a list are; empty where that is open. */
    public Optional<Shape> items() {
        JsonNode items = schema.path("items");
        return items.isObject() ? Optional.of(new Shape(root, items)) : Optional.empty();
    }

    /** Whether a list may have no item twice. */
    public boolean hasUniqueItems() {
        return schema.path("uniqueItems").asBoolean();
    }

    /** The values that are allowed; empty where any is. */
    public List<String> enumeration() {
        return texts("enum");
    }

    /** The regular expression that a text has a match of. */
    public Optional<String> pattern() {
        return Optional.of(schema.path("pattern").asText()).filter(text -> !text.isEmpty());
    }

    /** A bound of the schema by its name there: {@code minimum}, {@code maxLength}, {@code minItems}, … */
    public Optional<Double> bound(String name) {
        return schema.path(name).isNumber() ? Optional.of(schema.path(name).doubleValue()) : Optional.empty();
    }

    /** What AWS would refuse in a value, after it made its scalars what they should be; empty where all is well. */
    public List<Violation> violations(JsonNode value) {
        return PropertyCheck.check(this, Coercion.coerce(this, value));
    }

    private boolean isComposed() {
        return schema.has("oneOf") || schema.has("anyOf") || schema.has("allOf");
    }

    private List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        schema.path(member).forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private static Kind kind(JsonNode type) {
        return Kind.valueOf(type.asText().toUpperCase(Locale.ROOT));
    }

    private static JsonNode followed(JsonNode root, JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isTextual() ? followed(root, root.at(reference.asText().substring(1))) : schema;
    }
}
