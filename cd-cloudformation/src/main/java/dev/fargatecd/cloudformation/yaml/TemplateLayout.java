package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The empty lines that people leave in a template. */
final class TemplateLayout {
    /** The sections whose entries are long enough to be set apart. */
    private static final Set<String> SPREAD = Set.of("Resources", "Parameters", "Outputs", "Rules");

    private TemplateLayout() {}

    /** The template with an empty line before each section and each entry of a long section, but not before the first. */
    static Node spread(Node template) {
        return template.asMapping()
                .<Node>map(root -> {
                    List<Node.Entry> sections = new ArrayList<>();
                    for (Node.Entry section : apart(root).entries()) {
                        Node value = SPREAD.contains(section.key())
                                ? section.value()
                                        .asMapping()
                                        .<Node>map(TemplateLayout::apart)
                                        .orElse(section.value())
                                : section.value();
                        sections.add(new Node.Entry(section.position(), section.key(), value));
                    }
                    return new Node.Mapping(
                            root.position(), root.layout(), sections, root.overridden(), root.shortForm());
                })
                .orElse(template);
    }

    private static Node.Mapping apart(Node.Mapping mapping) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            boolean first = entries.isEmpty();
            boolean shortSection = entry.key().equals("Description"); // stays with the version above it
            Layout layout = new Layout(
                    entry.value().layout().comments(),
                    entry.value().layout().blankBefore() || !(first || shortSection));
            entries.add(
                    new Node.Entry(entry.position(), entry.key(), entry.value().with(layout)));
        }
        return new Node.Mapping(
                mapping.position(), mapping.layout(), entries, mapping.overridden(), mapping.shortForm());
    }
}
