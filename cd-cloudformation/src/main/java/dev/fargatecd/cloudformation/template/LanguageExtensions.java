package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the transform {@value Template#LANGUAGE_EXTENSIONS} that changes a template's tree: loops become what they
 * stand for, and names that are computed become names. Each node keeps the place of what it was made from.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html">
 *     AWS::LanguageExtensions</a>
 */
final class LanguageExtensions {
    private static final String LOOP = "Fn::ForEach::";
    private static final Set<String> WITH_LOOPS = Set.of("Resources", "Conditions", "Outputs");
    private static final Set<String> POLICIES = Set.of("DeletionPolicy", "UpdateReplacePolicy");

    /** Loops in loops multiply, and the template that comes out is held in memory. */
    private static final int MOST_NODES = 1_000_000;

    private final StaticText values;
    private final boolean valuesAreKnown;
    private final Set<String> loops = new HashSet<>();
    private int nodes;

    private LanguageExtensions(StaticText values, boolean valuesAreKnown) {
        this.values = values;
        this.valuesAreKnown = valuesAreKnown;
    }

    /**
     * The tree without loops and computed names.
     *
     * @param values of the parameters; without them a loop over what is not known goes round once, with the
     *     identifier's own name for a value
     * @throws TemplateException in AWS's manner, where a loop is not of its form
     */
    static Node.Mapping expand(Node.Mapping root, Optional<Map<String, String>> values) {
        Map<String, Parameter> parameters = new HashMap<>();
        root.get("Parameters")
                .flatMap(Node::asMapping)
                .ifPresent(section ->
                        section.entries().forEach(entry -> parameters.put(entry.key(), ParameterParser.parse(entry))));
        StaticText texts = new StaticText(
                parameters, values.orElse(Map.of()), root.get("Mappings").flatMap(Node::asMapping));
        return new LanguageExtensions(texts, values.isPresent()).sections(root);
    }

    private Node.Mapping sections(Node.Mapping root) {
        List<Node.Entry> sections = new ArrayList<>();
        for (Node.Entry section : root.entries()) {
            sections.add(
                    WITH_LOOPS.contains(section.key())
                            ? new Node.Entry(
                                    section.position(), section.key(), expand(section.value(), new Loop(Map.of())))
                            : section);
        }
        return new Node.Mapping(root.position(), root.layout(), sections, root.overridden(), root.shortForm());
    }

    private Node expand(Node node, Loop loop) {
        if (++nodes > MOST_NODES) {
            throw failure(node.position(), "the template that comes out is too large");
        }
        return node.accept(new Node.Visitor<>() {
            @Override
            public Node scalar(Node.Scalar scalar) {
                return scalar.kind() == Node.Kind.TEXT
                        ? new Node.Scalar(scalar.position(), scalar.layout(), Node.Kind.TEXT, loop.fill(scalar.text()))
                        : scalar;
            }

            @Override
            public Node sequence(Node.Sequence sequence) {
                return new Node.Sequence(
                        sequence.position(),
                        sequence.layout(),
                        sequence.items().stream()
                                .map(item -> expand(item, loop))
                                .toList());
            }

            @Override
            public Node mapping(Node.Mapping mapping) {
                return loop.value(mapping).orElseGet(() -> named(entries(mapping, loop)));
            }
        });
    }

    private Node.Mapping entries(Node.Mapping mapping, Loop loop) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().startsWith(LOOP)) {
                unroll(entry, loop, entries);
                continue;
            }
            boolean isPolicy = POLICIES.contains(entry.key());
            Node expanded = expand(entry.value(), loop);
            Node value = isPolicy ? literal(expanded) : expanded;
            boolean isUnknown = isPolicy && value.function().isPresent() && !valuesAreKnown;
            if (!isUnknown) {
                entries.add(new Node.Entry(entry.position(), loop.fill(entry.key()), value));
            }
        }
        Set<String> keys = new HashSet<>();
        for (Node.Entry entry : entries) {
            if (!keys.add(entry.key())) {
                throw failure(entry.position(), "Duplicate key " + entry.key() + " after Fn::ForEach");
            }
        }
        return new Node.Mapping(
                mapping.position(), mapping.layout(), entries, mapping.overridden(), mapping.shortForm());
    }

    private void unroll(Node.Entry entry, Loop outer, List<Node.Entry> into) {
        List<Node> parts = entry.value().asSequence().map(Node.Sequence::items).orElse(List.of());
        boolean isLoop = parts.size() == 3
                && parts.get(0).asScalar().isPresent()
                && parts.get(2).asMapping().isPresent()
                && entry.key().length() > LOOP.length();
        if (!isLoop) {
            throw failure(entry.position(), "Fn::ForEach layout is incorrect");
        }
        if (outer.isOutside() && !loops.add(entry.key())) {
            throw failure(entry.position(), "Fn::ForEach loop name is not unique: " + entry.key());
        }
        String identifier = parts.get(0).asScalar().orElseThrow().text();
        if (outer.values().containsKey(identifier)) {
            throw failure(parts.get(0).position(), "Fn::ForEach identifier " + identifier + " is in use already");
        }
        for (String value : collection(identifier, expand(parts.get(1), outer))) {
            Map<String, String> inner = new HashMap<>(outer.values());
            inner.put(identifier, value);
            into.addAll(entries(parts.get(2).asMapping().orElseThrow(), new Loop(inner))
                    .entries());
        }
    }

    private List<String> collection(String identifier, Node node) {
        Optional<List<String>> texts = values.list(node);
        if (texts.isEmpty() && valuesAreKnown) {
            throw failure(
                    node.position(),
                    "Fn::ForEach collection must be a list of strings, or a reference to a parameter of a list type");
        }
        return texts.orElse(List.of(identifier)).stream().distinct().toList();
    }

    /** The mapping with the computed name that it refers to worked out. */
    private Node named(Node.Mapping mapping) {
        Optional<Node.Entry> call = mapping.function();
        if (call.isEmpty()) {
            return mapping;
        }
        Node argument = call.get().value();
        if (call.get().key().equals("Ref") && argument.function().isPresent()) {
            return call(mapping, call.get(), name(argument));
        }
        Optional<Node.Sequence> attribute = argument.asSequence()
                .filter(list -> call.get().key().equals("Fn::GetAtt")
                        && list.items().size() == 2
                        && list.items().get(0).function().isPresent());
        if (attribute.isPresent()) {
            List<Node> items = attribute.get().items();
            return call(
                    mapping,
                    call.get(),
                    new Node.Sequence(
                            argument.position(),
                            argument.layout(),
                            List.of(name(items.get(0)), literal(items.get(1)))));
        }
        return mapping;
    }

    private static Node call(Node.Mapping mapping, Node.Entry call, Node argument) {
        return new Node.Mapping(
                mapping.position(),
                mapping.layout(),
                List.of(new Node.Entry(call.position(), call.key(), argument)),
                List.of(),
                mapping.shortForm());
    }

    /** The name that is computed; without the parameters' values the call, where it can't be told. */
    private Node name(Node computed) {
        Node name = literal(computed);
        if (valuesAreKnown && name.function().isPresent()) {
            throw failure(computed.position(), "a computed name must be made of literals, parameters and mappings");
        }
        return name;
    }

    /** The text that a call stands for; without the parameters' values the call, where it can't be told. */
    private Node literal(Node node) {
        return node.function().isEmpty()
                ? node
                : values.text(node)
                        .<Node>map(text -> new Node.Scalar(node.position(), Layout.NONE, Node.Kind.TEXT, text))
                        .orElse(node);
    }

    private static TemplateException failure(Position position, String reason) {
        return new TemplateException(position, "Transform " + Template.LANGUAGE_EXTENSIONS + " failed with: " + reason);
    }

    /** One way round in a loop, and in those around it: the identifiers' values. */
    private record Loop(Map<String, String> values) {
        boolean isOutside() {
            return values.isEmpty();
        }

        /** The text with what stands for identifiers replaced; in <code>&amp;{…}</code> letters and digits only. */
        String fill(String text) {
            String filled = text;
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("${" + value.getKey() + "}", value.getValue())
                        .replace("&{" + value.getKey() + "}", value.getValue().replaceAll("[^A-Za-z0-9]", ""));
            }
            return filled;
        }

        /** The value that the mapping refers to, where it is a Ref of an identifier. */
        Optional<Node> value(Node.Mapping mapping) {
            return mapping.function()
                    .filter(call -> call.key().equals("Ref"))
                    .flatMap(call -> call.value().asScalar())
                    .flatMap(name -> Optional.ofNullable(values.get(name.text())))
                    .map(text -> new Node.Scalar(mapping.position(), mapping.layout(), Node.Kind.TEXT, text));
        }
    }
}
