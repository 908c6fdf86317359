package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping of the definition that is being read. Its getters give nothing where the key is missing or its value is not
 * of the right kind, and report the latter.
 */
final class Section {
    private final String path;
    private final Node.Mapping mapping;
    private final Findings findings;

    /** @param path the keys that lead here, joined by dots; empty for the whole definition */
    Section(String path, Node.Mapping mapping, Findings findings) {
        this.path = path;
        this.mapping = mapping;
        this.findings = findings;
        for (Node.Entry entry : mapping.overridden()) {
            findings.add(entry.position(), pathOf(entry.key()) + " is there twice");
        }
    }

    /** Reports every key that is none of the allowed, and every required one that is missing. */
    Section checkKeys(List<String> allowed, List<String> required) {
        Set<String> meant = new HashSet<>();
        for (Node.Entry entry : mapping.entries()) {
            if (!allowed.contains(entry.key())) {
                Optional<String> nearest = Spelling.nearest(entry.key(), allowed);
                nearest.ifPresent(meant::add);
                findings.add(entry.position(), unknown(entry.key(), nearest, allowed), nearest);
            }
        }
        for (String key : required) {
            if (!has(key) && !meant.contains(key)) {
                findings.add(mapping.position(), pathOf(key) + " is missing");
            }
        }
        return this;
    }

    private String unknown(String key, Optional<String> nearest, List<String> allowed) {
        String unknown = "unknown key " + pathOf(key);
        if (nearest.isPresent()) {
            return unknown;
        }
        return unknown
                + DefinitionKey.sectionOf(key)
                        .map(section -> "; it belongs under " + section)
                        .orElse("; allowed: " + String.join(", ", allowed));
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** Whether the key has exactly that text. */
    boolean mentions(String key, String text) {
        return mapping.get(key)
                .flatMap(Node::asScalar)
                .filter(scalar -> scalar.text().equals(text))
                .isPresent();
    }

    List<Node.Entry> entries() {
        return mapping.entries();
    }

    /** Where the key is, or the section itself where it is missing. */
    Position at(String key) {
        return mapping.entry(key).map(Node.Entry::position).orElse(mapping.position());
    }

    /** The keys that lead here. */
    String path() {
        return path;
    }

    /** Where it begins. */
    Position position() {
        return mapping.position();
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The section of that key. */
    Optional<Section> section(String key) {
        return mapping.entry(key).flatMap(this::section);
    }

    /** The section that the entry holds. */
    Optional<Section> section(Node.Entry entry) {
        String at = pathOf(entry.key());
        Optional<Node.Mapping> value = entry.value().asMapping().filter(it -> !it.shortForm());
        if (value.isEmpty()) {
            findings.add(entry.value().position(), at + " is " + kind(entry.value()) + "; it takes a mapping of keys");
        }
        return value.map(it -> new Section(at, it, findings));
    }

    Optional<String> text(String key) {
        return mapping.entry(key).flatMap(this::text);
    }

    /** The text that the entry holds. */
    Optional<String> text(Node.Entry entry) {
        return text(pathOf(entry.key()), entry.value());
    }

    /** What the function makes of the text. */
    <T> Optional<T> text(String key, Function<String, T> value) {
        return text(key).flatMap(text -> findings.attempt(valueAt(key), pathOf(key), () -> value.apply(text)));
    }

    /** What the function makes of the number. */
    <T> Optional<T> number(String key, Function<Integer, T> value) {
        return number(key).flatMap(number -> findings.attempt(valueAt(key), pathOf(key), () -> value.apply(number)));
    }

    Optional<Integer> number(String key) {
        return scalar(key, Node.Kind.INTEGER, "a whole number").flatMap(text -> {
            try {
                return Optional.of(Integer.valueOf(text));
            } catch (NumberFormatException tooLarge) {
                findings.add(valueAt(key), pathOf(key) + " " + text + " is out of any range");
                return Optional.empty();
            }
        });
    }

    Optional<Boolean> bool(String key) {
        return scalar(key, Node.Kind.BOOLEAN, "true or false").map(Boolean::valueOf);
    }

    /** One of these words. */
    Optional<String> word(String key, List<String> words) {
        return text(key).filter(text -> {
            boolean known = words.contains(text);
            if (!known) {
                findings.add(
                        valueAt(key),
                        pathOf(key) + " \"" + text + "\" is none of " + String.join(", ", words),
                        Spelling.nearest(text, words));
            }
            return known;
        });
    }

    /** What the function makes of each text of a list; nothing when one of them can't be so. */
    <T> Optional<List<T>> texts(String key, Function<String, T> value) {
        Optional<Node> node = mapping.get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Optional<Node.Sequence> list = node.get().asSequence();
        if (list.isEmpty()) {
            findings.add(node.get().position(), pathOf(key) + " is " + kind(node.get()) + "; it takes a list");
            return Optional.empty();
        }
        List<T> values = list.get().items().stream()
                .flatMap(item -> text(pathOf(key), item)
                        .flatMap(text -> findings.attempt(item.position(), pathOf(key), () -> value.apply(text)))
                        .stream())
                .toList();
        return values.size() == list.get().items().size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<String> scalar(String key, Node.Kind kind, String takes) {
        Optional<Node> node = mapping.get(key);
        Optional<Node.Scalar> scalar = node.flatMap(Node::asScalar).filter(it -> it.kind() == kind);
        if (node.isPresent() && scalar.isEmpty()) {
            findings.add(node.get().position(), pathOf(key) + " is " + kind(node.get()) + "; it takes " + takes);
        }
        return scalar.map(Node.Scalar::text);
    }

    private Optional<String> text(String at, Node node) {
        Optional<Node.Scalar> scalar = node.asScalar();
        if (scalar.isPresent() && scalar.get().kind() == Node.Kind.TEXT) {
            return Optional.of(scalar.get().text());
        }
        String remedy = scalar.isPresent() ? "; put it in quotes to make it a text" : "; it takes a text";
        findings.add(node.position(), at + " is " + kind(node) + remedy);
        return Optional.empty();
    }

    private Position valueAt(String key) {
        return mapping.get(key).map(Node::position).orElse(mapping.position());
    }

    private static String kind(Node node) {
        return node.accept(new Node.Visitor<>() {
            @Override
            public String scalar(Node.Scalar scalar) {
                return switch (scalar.kind()) {
                    case TEXT -> "the text \"" + scalar.text() + "\"";
                    case INTEGER, DECIMAL -> "a number to YAML";
                    case BOOLEAN -> scalar.text() + " to YAML";
                    case NULL -> "empty";
                };
            }

            @Override
            public String sequence(Node.Sequence sequence) {
                return "a list";
            }

            @Override
            public String mapping(Node.Mapping mapping) {
                return mapping.shortForm() ? "a function, and a definition has none" : "a mapping of keys";
            }
        });
    }
}
