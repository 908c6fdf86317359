package dev.fargatecd.cloudformation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts of one resource type. */
public final class ResourceType {
    private static final String PROPERTIES = "/properties/";

    private final JsonNode facts;
    private final Shape shape;

    ResourceType(JsonNode facts) {
        this.facts = facts;
        this.shape = new Shape(facts, facts);
    }

    /** What a change of a property does to the thing. */
    public enum Replacement {
        NEVER,
        /** Depends on what else is there, or changed to. */
        CONDITIONALLY,
        ALWAYS
    }

    /** For example {@code AWS::ECS::Cluster}. */
    public String name() {
        return facts.path("typeName").asText();
    }

    /** The object that the properties are. The read-only ones are among its members. */
    public Shape shape() {
        return shape;
    }

    /** What {@code Fn::GetAtt} can ask for, {@code Arn} or {@code Endpoint.Address}. */
    public Set<String> attributes() {
        return paths("readOnlyProperties");
    }

    /** The properties that make a new thing when they change; {@code *} for any item of a list. */
    public Set<String> createOnly() {
        return paths("createOnlyProperties");
    }

    /** The properties that make a new thing when they change in some ways. */
    public Set<String> conditionalCreateOnly() {
        return paths("conditionalCreateOnlyProperties");
    }

    /** The properties that no call reads back. */
    public Set<String> writeOnly() {
        return paths("writeOnlyProperties");
    }

    /** The properties that tell one thing from all others of its type; more than one are joined by {@code |}. */
    public List<String> primaryIdentifier() {
        return List.copyOf(paths("primaryIdentifier"));
    }

    /** The property whose value {@code Ref} answers; several are joined by {@code |}. */
    public List<String> refIdentifier() {
        List<String> names = new ArrayList<>();
        facts.path("refIdentifier").forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? primaryIdentifier() : List.copyOf(names);
    }

    /** The property that holds the tags; empty where there is none. */
    public Optional<String> tagProperty() {
        return Optional.of(facts.path("tagging").path("tagProperty").asText())
                .filter(pointer -> pointer.startsWith(PROPERTIES))
                .map(ResourceType::path);
    }

    /**
     * The IAM actions that the type's handler calls.
     *
     * @param handler {@code create}, {@code read}, {@code update}, {@code delete} or {@code list}
     */
    public List<String> permissions(String handler) {
        List<String> actions = new ArrayList<>();
        facts.path("handlers").path(handler).path("permissions").forEach(action -> actions.add(action.asText()));
        return List.copyOf(actions);
    }

    /** What it does to the thing when the property of that name goes from one value to the other. */
    public Replacement replacement(String property, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return Replacement.NEVER;
        }
        if (createOnly().stream().anyMatch(path -> differs(property, path, before, after))) {
            return Replacement.ALWAYS;
        }
        return conditionalCreateOnly().stream().anyMatch(path -> differs(property, path, before, after))
                ? Replacement.CONDITIONALLY
                : Replacement.NEVER;
    }

    /** The properties with each scalar as the type that AWS takes it for: {@code 'true'} is true where that is due. */
    public ObjectNode coerced(ObjectNode properties) {
        return (ObjectNode) Coercion.coerce(shape, properties);
    }

    /** What AWS would refuse in coerced properties, in the order of the type's members; empty where all is well. */
    public List<Violation> violations(ObjectNode properties) {
        return PropertyCheck.check(this, properties);
    }

    private static boolean differs(String property, String path, JsonNode before, JsonNode after) {
        if (path.equals(property)) {
            return true;
        }
        String[] steps = path.split("\\.");
        return steps[0].equals(property) && !at(before, steps, 1).equals(at(after, steps, 1));
    }

    /** The values that a path with its {@code *} leads to. */
    private static List<JsonNode> at(JsonNode node, String[] steps, int step) {
        if (step == steps.length) {
            return List.of(node);
        }
        if (!steps[step].equals("*")) {
            return at(node.path(steps[step]), steps, step + 1);
        }
        List<JsonNode> all = new ArrayList<>();
        node.forEach(item -> all.addAll(at(item, steps, step + 1)));
        return all;
    }

    private Set<String> paths(String member) {
        Set<String> paths = new LinkedHashSet<>();
        facts.path(member).forEach(pointer -> paths.add(path(pointer.asText())));
        return Collections.unmodifiableSet(paths);
    }

    private static String path(String pointer) {
        return pointer.substring(PROPERTIES.length())
                .replace("/properties/", "/")
                .replace('/', '.');
    }
}
