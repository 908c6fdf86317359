package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A rule's event pattern: which events it is for.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event patterns</a>
 */
record EventPattern(Fields fields) {
    /** A part of a pattern, for one place of an event. */
    sealed interface Part {
        /**
         * Whether what stands there is what the part asks for.
         *
         * @param value null where the event has no such member
         */
        boolean matches(@Nullable JsonNode value);
    }

    /**
     * Members that must all match, and choices ({@code $or}) of which one must.
     *
     * @param choices alternatives at this place
     */
    record Fields(Map<String, Part> members, List<Fields> choices) implements Part {
        @Override
        public boolean matches(@Nullable JsonNode value) {
            if (value != null && value.isArray()) {
                return StreamSupport.stream(value.spliterator(), false).anyMatch(this::matchesObject);
            }
            return matchesObject(value);
        }

        /** What is no object has no members; a pattern that asks for their absence still matches. */
        private boolean matchesObject(@Nullable JsonNode value) {
            return members.entrySet().stream()
                            .allMatch(member ->
                                    member.getValue().matches(value == null ? null : value.get(member.getKey())))
                    && (choices.isEmpty() || choices.stream().anyMatch(choice -> choice.matchesObject(value)));
        }
    }

    /** Tests of which one must accept the value; where the event has a list, one of its elements. */
    record Leaf(List<ValueTest> tests) implements Part {
        @Override
        public boolean matches(@Nullable JsonNode value) {
            List<JsonNode> found = leaves(value).toList();
            return tests.stream()
                    .anyMatch(test -> found.isEmpty()
                            ? test.acceptsAbsence()
                            : found.stream().anyMatch(test::accepts));
        }

        private static Stream<JsonNode> leaves(@Nullable JsonNode value) {
            if (value == null || value.isObject()) {
                return Stream.empty();
            }
            return value.isArray()
                    ? StreamSupport.stream(value.spliterator(), false).flatMap(Leaf::leaves)
                    : Stream.of(value);
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException where it is none
     */
    static EventPattern parse(String text) {
        JsonNode pattern = Json.read(text).orElseThrow(() -> EventsFaults.invalidPattern("it is not JSON"));
        return new EventPattern(fields(pattern, "the pattern"));
    }

    /** Whether an event, in the shape in which EventBridge delivers it, is one that the rule is for. */
    boolean matches(JsonNode event) {
        return fields.matches(event);
    }

    private static Fields fields(JsonNode pattern, String place) {
        if (!pattern.isObject()) {
            throw EventsFaults.invalidPattern(place + " must be an object or an array");
        }
        if (pattern.isEmpty()) {
            throw EventsFaults.invalidPattern(place + " is empty: an object needs a member at least");
        }
        Map<String, Part> members = new LinkedHashMap<>();
        List<Fields> choices = new ArrayList<>();
        pattern.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (name.equals("$or")) {
                choices.addAll(choices(value));
            } else {
                members.put(name, value.isArray() ? leaf(value, name) : fields(value, "\"" + name + "\""));
            }
        });
        return new Fields(members, List.copyOf(choices));
    }

    private static List<Fields> choices(JsonNode value) {
        if (!value.isArray() || value.size() < 2) {
            throw EventsFaults.invalidPattern("$or must be an array of two objects at least");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(choice -> fields(choice, "a choice of $or"))
                .toList();
    }

    private static Leaf leaf(JsonNode values, String name) {
        if (values.isEmpty()) {
            throw EventsFaults.invalidPattern("\"" + name + "\" is an empty array: it would match nothing");
        }
        return new Leaf(StreamSupport.stream(values.spliterator(), false)
                .map(value -> ValueTests.read(name, value))
                .toList());
    }
}
