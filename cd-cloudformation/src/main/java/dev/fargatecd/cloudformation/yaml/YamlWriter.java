package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a tree as a person would: blocks, short functions, quotes where they are needed.
 *
 * <p>Each value either fits behind its key or dash ({@link InlineText}) or goes below it, deeper by one step.
 */
final class YamlWriter {
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();

    String write(Node document) {
        comments(document.layout(), "");
        if (!document.layout().comments().isEmpty()) {
            out.append('\n');
        }
        Optional<String> inline = InlineText.of(document);
        if (inline.isPresent()) {
            return out.append(inline.get()).append('\n').toString();
        }
        if (isLiteral(document) || InlineText.shortFunction(document).isPresent()) {
            out.append("---");
            below(document, "");
        } else {
            block(document, "", false);
        }
        return out.toString();
    }

    /** The lines of a mapping or sequence that has any. The first line's indentation may already be there. */
    private void block(Node node, String indent, boolean firstIsIndented) {
        node.accept(new Node.Visitor<Void>() {
            @Override
            public Void scalar(Node.Scalar scalar) {
                throw new IllegalStateException("a scalar is written behind its key");
            }

            @Override
            public Void sequence(Node.Sequence sequence) {
                boolean started = firstIsIndented;
                for (Node item : sequence.items()) {
                    start(leading(item), indent, started);
                    item(item, indent);
                    started = false;
                }
                return null;
            }

            @Override
            public Void mapping(Node.Mapping mapping) {
                boolean started = firstIsIndented;
                for (Node.Entry entry : mapping.entries()) {
                    start(entry.value().layout(), indent, started);
                    out.append(InlineText.key(entry.key())).append(':');
                    behindOrBelow(entry.value(), indent);
                    started = false;
                }
                return null;
            }
        });
    }

    private void start(Layout layout, String indent, boolean started) {
        if (started) {
            return; // the line has begun with a dash, above which the comments are
        }
        if (layout.blankBefore() && !out.isEmpty()) {
            out.append('\n');
        }
        comments(layout, indent);
        out.append(indent);
    }

    private void comments(Layout layout, String indent) {
        for (String line : layout.comments()) {
            out.append(indent).append(line.isBlank() ? "#" : "# " + line).append('\n');
        }
    }

    private void item(Node item, String indent) {
        out.append('-');
        if (isBlock(item)) {
            out.append(' ');
            block(item, indent + STEP, true);
        } else {
            behindOrBelow(item, indent);
        }
    }

    private void behindOrBelow(Node value, String indent) {
        Optional<String> inline = InlineText.of(value);
        if (inline.isPresent()) {
            out.append(' ').append(inline.get()).append('\n');
        } else {
            below(value, indent);
        }
    }

    /** What needs lines of its own: a literal block, a function over a block, a block. */
    private void below(Node value, String indent) {
        Optional<Node.Entry> function = InlineText.shortFunction(value);
        if (function.isPresent()) {
            out.append(' ').append(InlineText.tag(function.get().key()));
            below(function.get().value(), indent);
        } else if (isLiteral(value)) {
            literal(((Node.Scalar) value).text(), indent);
        } else {
            out.append('\n');
            block(value, indent + STEP, false);
        }
    }

    private void literal(String text, String indent) {
        String chomping = text.endsWith("\n") ? (text.endsWith("\n\n") ? "+" : "") : "-";
        String indentation = text.startsWith(" ") || text.startsWith("\n") ? "2" : "";
        out.append(" |").append(indentation).append(chomping).append('\n');
        for (String line : lines(text)) {
            out.append(line.isEmpty() ? "" : indent + STEP + line).append('\n');
        }
    }

    private static List<String> lines(String text) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(body.split("\n", -1));
    }

    private static boolean isLiteral(Node node) {
        return node instanceof Node.Scalar scalar && InlineText.isLiteral(scalar);
    }

    private static boolean isBlock(Node node) {
        return InlineText.of(node).isEmpty() && InlineText.shortFunction(node).isEmpty() && !isLiteral(node);
    }

    /** What goes above an item's dash: its own comments, and those of whatever begins behind the dash. */
    private static Layout leading(Node item) {
        if (!isBlock(item)) {
            return item.layout();
        }
        Layout first = item.accept(new Node.Visitor<>() {
            @Override
            public Layout scalar(Node.Scalar scalar) {
                return Layout.NONE;
            }

            @Override
            public Layout sequence(Node.Sequence sequence) {
                return leading(sequence.items().get(0));
            }

            @Override
            public Layout mapping(Node.Mapping mapping) {
                return mapping.entries().get(0).value().layout();
            }
        });
        List<String> comments = new ArrayList<>(item.layout().comments());
        comments.addAll(first.comments());
        return new Layout(comments, item.layout().blankBefore() || first.blankBefore());
    }

    /** The number as YAML's escapes write it: {@code \x07}, <code>&#92;u2028</code>. */
    static String escape(int c) {
        return c < 0x100
                ? String.format(Locale.ROOT, "\\x%02x", c)
                : c < 0x10000 ? String.format(Locale.ROOT, "\\u%04x", c) : String.format(Locale.ROOT, "\\U%08x", c);
    }
}
