package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What parts of a template say before anything of its stack exists: texts and lists made of literals, parameters and
 * mappings. Empty where that does not suffice.
 */
final class StaticText {
    private final Map<String, Parameter> parameters;
    private final Map<String, String> given;
    private final Optional<Node.Mapping> mappings;

    /** @param given the parameters' values by name; where one is missing its default counts */
    StaticText(Map<String, Parameter> parameters, Map<String, String> given, Optional<Node.Mapping> mappings) {
        this.parameters = Map.copyOf(parameters);
        this.given = Map.copyOf(given);
        this.mappings = mappings;
    }

    /** The node as one text. */
    Optional<String> text(Node node) {
        Optional<Node.Entry> call = node.function();
        if (call.isEmpty()) {
            return node.asScalar().map(Node.Scalar::text);
        }
        Node argument = call.get().value();
        return switch (call.get().key()) {
            case "Ref" -> text(argument).flatMap(this::parameter);
            case "Fn::Sub" -> argument.asScalar().flatMap(this::sub);
            case "Fn::FindInMap" ->
                mapped(argument).flatMap(value -> value.asScalar().map(Node.Scalar::text));
            case "Fn::Join" -> join(argument);
            default -> Optional.empty();
        };
    }

    /** The node as a list of texts. */
    Optional<List<String>> list(Node node) {
        if (node.asSequence().isPresent()) {
            List<String> texts = new ArrayList<>();
            for (Node item : node.asSequence().orElseThrow().items()) {
                Optional<List<String>> values = text(item).map(List::of).or(() -> list(item));
                if (values.isEmpty()) {
                    return Optional.empty();
                }
                texts.addAll(values.get());
            }
            return Optional.of(texts);
        }
        return node.function().flatMap(call -> switch (call.key()) {
            case "Ref" ->
                text(call.value())
                        .filter(name -> Optional.ofNullable(parameters.get(name))
                                .filter(parameter -> parameter.type().isList())
                                .isPresent())
                        .flatMap(this::parameter)
                        .map(StaticText::elements);
            case "Fn::FindInMap" -> mapped(call.value()).flatMap(this::list);
            default -> Optional.empty();
        });
    }

    private static List<String> elements(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(parameter -> !parameter.type().fromSsm())
                .flatMap(parameter -> Optional.ofNullable(given.get(name)).or(parameter::defaultValue));
    }

    private Optional<String> sub(Node.Scalar text) {
        StringBuilder out = new StringBuilder();
        for (SubText.Part part : SubText.parts(text.position(), text.text())) {
            Optional<String> value = part.isVariable() ? parameter(part.text()) : Optional.of(part.text());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            out.append(value.get());
        }
        return Optional.of(out.toString());
    }

    private Optional<String> join(Node argument) {
        return argument.asSequence()
                .map(Node.Sequence::items)
                .filter(items -> items.size() == 2)
                .flatMap(items -> text(items.get(0))
                        .flatMap(delimiter -> list(items.get(1)).map(texts -> String.join(delimiter, texts))));
    }

    private Optional<Node> mapped(Node argument) {
        List<Node> items = argument.asSequence().map(Node.Sequence::items).orElse(List.of());
        if (items.size() < 3) {
            return Optional.empty();
        }
        Optional<Node> found = mappings.map(Node.class::cast);
        for (Node key : items.subList(0, 3)) {
            found = found.flatMap(Node::asMapping).flatMap(table -> text(key).flatMap(table::get));
        }
        return found.or(() -> items.stream()
                .skip(3)
                .findFirst()
                .flatMap(Node::asMapping)
                .flatMap(options -> options.get("DefaultValue")));
    }
}
