package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the members of a template's objects, whose values must be literal. */
final class Members {
    private static final int LONGEST_NAME = 255;

    private Members() {}

    /** The scalar's text, whatever its kind. */
    static String text(Node node, String name) {
        return optionalText(node)
                .orElseThrow(() -> new TemplateException(
                        node.position(), "Template format error: Every " + name + " member must be a string."));
    }

    /** A scalar as a list of one, or a list of scalars. */
    static List<String> texts(Node node, String name) {
        Optional<String> one = optionalText(node);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        return node
                .asSequence()
                .orElseThrow(() -> new TemplateException(
                        node.position(),
                        "Template format error: Every " + name + " member must be a string or a list of strings."))
                .items()
                .stream()
                .map(item -> text(item, name))
                .toList();
    }

    /** The object that a named member must be. */
    static Node.Mapping object(Node.Entry entry, String section) {
        return entry.value()
                .asMapping()
                .orElseThrow(() -> new TemplateException(
                        entry.position(), "Template format error: Any " + section + " member must be an object."));
    }

    /** Fails at the first member that is not one of these. */
    static void requireKnown(Node.Mapping object, Set<String> known, String what) {
        for (Node.Entry member : object.entries()) {
            if (!known.contains(member.key())) {
                throw new TemplateException(
                        member.position(), "Invalid template " + what + " property '" + member.key() + "'");
            }
        }
    }

    static void requireAlphanumeric(Node.Entry entry, String what) {
        boolean alphanumeric =
                !entry.key().isEmpty() && entry.key().chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
        if (!alphanumeric) {
            throw new TemplateException(
                    entry.position(),
                    "Template format error: " + what + " name " + entry.key() + " is non alphanumeric.");
        }
        if (entry.key().length() > LONGEST_NAME) {
            throw new TemplateException(
                    entry.position(),
                    "Template format error: " + what + " name " + entry.key() + " is longer than " + LONGEST_NAME
                            + " characters.");
        }
    }

    private static Optional<String> optionalText(Node node) {
        return node.asScalar().map(Node.Scalar::text);
    }
}
