package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that a template does not want to hear of: {@code Metadata: {fargate-cd: {suppress: [id]}}}. */
final class Suppressions {
    private final List<Suppression> all = new ArrayList<>();

    private Suppressions() {}

    /** From a line of a file to before another. */
    private record Suppression(String file, int from, int to, Set<String> ids) {
        boolean covers(Finding finding) {
            Position position = finding.position();
            return ids.contains(finding.id())
                    && position.file().equals(file)
                    && position.line() >= from
                    && position.line() < to;
        }
    }

    static Suppressions of(CheckedTemplate template) {
        Suppressions suppressions = new Suppressions();
        Node.Mapping root = template.template().root();
        suppressions.add(template, 0, Integer.MAX_VALUE, Value.of(root).member("Metadata"));
        Value resources = Value.of(root).member("Resources");
        List<Node.Entry> entries = resources.entries();
        for (int i = 0; i < entries.size(); i++) {
            int from = entries.get(i).position().line();
            int to = i + 1 < entries.size() ? entries.get(i + 1).position().line() : endOfResources(root, from);
            Resource resource = template.template().resource(entries.get(i).key());
            if (resource.otherAttributes().containsKey("Metadata")) {
                suppressions.add(
                        template, from, to, Value.of(entries.get(i).value()).member("Metadata"));
            }
        }
        return suppressions;
    }

    /** The ids that a template names, as they stand there. */
    static List<Node.Scalar> named(CheckedTemplate template) {
        Value root = Value.of(template.template().root());
        return Stream.concat(
                        Stream.of(root.member("Metadata")),
                        root.member("Resources").members().stream().map(resource -> resource.member("Metadata")))
                .flatMap(metadata -> metadata.member("fargate-cd").member("suppress").oneOrMore().stream())
                .flatMap(id -> id.scalar().stream())
                .toList();
    }

    boolean covers(Finding finding) {
        return all.stream().anyMatch(one -> one.covers(finding));
    }

    private void add(CheckedTemplate template, int from, int to, Value metadata) {
        Set<String> ids = metadata.member("fargate-cd").member("suppress").oneOrMore().stream()
                .flatMap(id -> id.literal().stream())
                .collect(Collectors.toUnmodifiableSet());
        if (!ids.isEmpty()) {
            all.add(new Suppression(template.file().name(), from, to, ids));
        }
    }

    /** Where the section after the line begins. */
    private static int endOfResources(Node.Mapping root, int line) {
        return root.entries().stream()
                .mapToInt(section -> section.position().line())
                .filter(start -> start > line)
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
