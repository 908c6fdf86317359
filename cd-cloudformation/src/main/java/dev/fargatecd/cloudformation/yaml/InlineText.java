package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is written on one line: scalars, short function calls, empty collections. */
final class InlineText {
    /** Longer calls are written over several lines. */
    private static final int LONGEST_CALL = 90;

    /** Functions with a list of arguments that reads well on one line. */
    private static final Set<String> CALLS_ON_ONE_LINE = Set.of(
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::If",
            "Fn::Equals",
            "Fn::Not",
            "Fn::And",
            "Fn::Or",
            "Fn::FindInMap",
            "Fn::Cidr");

    /** {@code !Transform} takes a mapping, and ForEach is a name of many, so neither has a short form here. */
    private static final Set<String> WITHOUT_SHORT_FORM = Set.of("Fn::Transform");

    private InlineText() {}

    /** The text of the node on one line, or empty where it needs more. */
    static Optional<String> of(Node node) {
        Optional<Node.Entry> function = shortFunction(node);
        if (function.isPresent()) {
            return call(function.get());
        }
        return node.accept(new Node.Visitor<>() {
            @Override
            public Optional<String> scalar(Node.Scalar scalar) {
                return isLiteral(scalar) ? Optional.empty() : Optional.of(InlineText.scalar(scalar, false));
            }

            @Override
            public Optional<String> sequence(Node.Sequence sequence) {
                return sequence.items().isEmpty() ? Optional.of("[]") : Optional.empty();
            }

            @Override
            public Optional<String> mapping(Node.Mapping mapping) {
                return mapping.entries().isEmpty() ? Optional.of("{}") : Optional.empty();
            }
        });
    }

    /** The function call that is written as {@code !Name …}; empty where the node is none or needs its long form. */
    static Optional<Node.Entry> shortFunction(Node node) {
        return node.asMapping()
                .filter(mapping -> mapping.entries().size() == 1)
                .map(mapping -> mapping.entries().get(0))
                .filter(entry -> isShort(entry, node));
    }

    private static boolean isShort(Node.Entry entry, Node node) {
        String name = entry.key();
        Node argument = entry.value();
        if (!argument.layout().equals(Layout.NONE) || WITHOUT_SHORT_FORM.contains(name)) {
            return false; // a comment between a function and its argument needs a line
        }
        if (argument instanceof Node.Scalar && !isText(argument)) {
            return false; // behind a tag everything is text
        }
        return switch (name) {
            case "Ref" -> isText(argument);
            case "Condition" -> isText(argument) && ((Node.Mapping) node).shortForm();
            case "Fn::GetAtt" -> attribute(argument).isPresent();
            default ->
                name.matches("Fn::[A-Za-z0-9]+") && shortFunction(argument).isEmpty();
        };
    }

    /** {@code !Sub} for {@code Fn::Sub}. */
    static String tag(String function) {
        return "!" + (function.startsWith("Fn::") ? function.substring(4) : function);
    }

    private static Optional<String> call(Node.Entry call) {
        if (call.key().equals("Fn::GetAtt")) {
            return attribute(call.value()).map(name -> "!GetAtt " + name);
        }
        Optional<String> argument = CALLS_ON_ONE_LINE.contains(call.key()) ? flow(call.value()) : of(call.value());
        return argument.map(text -> tag(call.key()) + " " + text)
                .filter(text -> call.value() instanceof Node.Scalar || text.length() <= LONGEST_CALL);
    }

    /** The argument of GetAtt as {@code resource.attribute}, where reading that gives the same two again. */
    private static Optional<String> attribute(Node argument) {
        return argument.asSequence()
                .filter(list ->
                        list.items().size() == 2 && list.items().stream().allMatch(InlineText::isPlainText))
                .map(list -> text(list.items().get(0)) + "." + text(list.items().get(1)))
                .filter(name -> name.indexOf('.')
                                == text(argument.asSequence()
                                                .orElseThrow()
                                                .items()
                                                .get(0))
                                        .length()
                        && ScalarSyntax.isPlain(name, true));
    }

    /** The node in flow style; empty where it holds what only blocks can hold. */
    private static Optional<String> flow(Node node) {
        if (!node.layout().equals(Layout.NONE)) {
            return Optional.empty();
        }
        if (node instanceof Node.Scalar scalar) {
            return isLiteral(scalar) ? Optional.empty() : Optional.of(scalar(scalar, true));
        }
        Optional<Node.Entry> function = shortFunction(node);
        if (function.isPresent()) {
            Node.Entry call = function.get();
            return call.key().equals("Fn::GetAtt")
                    ? call(call)
                    : flow(call.value()).map(text -> tag(call.key()) + " " + text);
        }
        return node.asSequence().flatMap(InlineText::flow);
    }

    private static Optional<String> flow(Node.Sequence sequence) {
        List<String> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            Optional<String> text = flow(item);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            items.add(text.get());
        }
        return Optional.of("[" + String.join(", ", items) + "]");
    }

    static String key(String key) {
        if (key.codePointCount(0, key.length()) > 500) {
            throw new IllegalArgumentException("the key " + key.substring(0, 40) + "… is too long to be written");
        }
        return ScalarSyntax.isPlain(key, false) ? key : quoted(key);
    }

    private static String scalar(Node.Scalar scalar, boolean inFlow) {
        return switch (scalar.kind()) {
            case TEXT -> ScalarSyntax.isPlain(scalar.text(), inFlow) ? scalar.text() : quoted(scalar.text());
            case INTEGER, DECIMAL, BOOLEAN, NULL -> scalar.text();
        };
    }

    /** Whether the text has several lines, and nothing that a literal block could not hold. */
    static boolean isLiteral(Node.Scalar scalar) {
        String text = scalar.text();
        return scalar.kind() == Node.Kind.TEXT
                && text.indexOf('\n') >= 0
                && !text.isBlank()
                && text.codePoints().allMatch(ScalarSyntax::isPrintable);
    }

    private static String quoted(String text) {
        boolean printable = text.codePoints().allMatch(c -> ScalarSyntax.isPrintable(c) && c != '\n' && c != '\t');
        if (printable && text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
            return '"' + text + '"';
        }
        if (printable) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (ScalarSyntax.isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(YamlWriter.escape(c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    private static boolean isText(Node node) {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT;
    }

    private static boolean isPlainText(Node node) {
        return isText(node) && !text(node).isEmpty();
    }

    private static String text(Node node) {
        return ((Node.Scalar) node).text();
    }
}
