package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a member of the Outputs section. */
final class OutputParser {
    private static final Set<String> MEMBERS = Set.of("Description", "Value", "Export", "Condition");
    private static final Pattern EXPORT_NAME = Pattern.compile("[A-Za-z0-9:-]+");

    private OutputParser() {}

    static Output parse(Node.Entry entry) {
        Members.requireAlphanumeric(entry, "Output");
        Node.Mapping object = Members.object(entry, "Outputs");
        Members.requireKnown(object, MEMBERS, "output");
        Node value = object.get("Value")
                .orElseThrow(() -> new TemplateException(
                        entry.position(), "Template format error: Every Outputs member must contain a Value object"));
        return new Output(
                entry.key(),
                entry.position(),
                object.get("Description").map(node -> Members.text(node, "Description")),
                value,
                object.entry("Export").map(export -> exportName(entry, export)),
                object.get("Condition").map(node -> Members.text(node, "Condition")));
    }

    private static Node exportName(Node.Entry output, Node.Entry export) {
        Optional<Node> name = export.value().asMapping().flatMap(object -> object.get("Name"));
        boolean isLiteralOrCall = name.filter(node -> node.function().isPresent()
                        || node.asScalar()
                                .filter(text -> EXPORT_NAME.matcher(text.text()).matches())
                                .isPresent())
                .isPresent();
        if (!isLiteralOrCall) {
            throw malformedName(output.key(), export);
        }
        return name.orElseThrow();
    }

    private static TemplateException malformedName(String output, Node.Entry export) {
        return new TemplateException(
                export.position(),
                "Template format error: Output " + output + " is malformed. The Name field of every Export member must "
                        + "be specified and consist only of alphanumeric characters, colons, or hyphens.");
    }
}
