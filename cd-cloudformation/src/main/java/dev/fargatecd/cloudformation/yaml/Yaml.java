package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;

/**
 * Builds and writes YAML as people write CloudFormation by hand. What comes first in the code comes first in the text:
 *
 * <pre>{@code
 * Yaml.map()
 *         .put("Type", "AWS::ECS::Cluster")
 *         .comment("why the next line is as it is")
 *         .put("DependsOn", "Network")
 *         .put("Properties", Yaml.map().put("ClusterName", Fn.ref("Name")))
 * }</pre>
 */
public final class Yaml {
    private Yaml() {}

    /** An empty mapping, to be filled. */
    public static MapBuilder map() {
        return new MapBuilder();
    }

    /** A sequence of texts, to which more can be added. */
    public static ListBuilder list(String... texts) {
        ListBuilder list = new ListBuilder();
        List.of(texts).forEach(list::add);
        return list;
    }

    /** A sequence of anything, to which more can be added. */
    public static ListBuilder list(List<? extends Fragment> items) {
        ListBuilder list = new ListBuilder();
        items.forEach(list::add);
        return list;
    }

    /** A text; several lines become a literal block. */
    public static Node text(String text) {
        return scalar(Node.Kind.TEXT, text);
    }

    public static Node number(long number) {
        return scalar(Node.Kind.INTEGER, Long.toString(number));
    }

    public static Node bool(boolean value) {
        return scalar(Node.Kind.BOOLEAN, Boolean.toString(value));
    }

    /** The document as text, ending with a line break. The same tree always gives the same text. */
    public static String write(Fragment document) {
        return new YamlWriter().write(document.node());
    }

    /** Like {@link #write}, with empty lines between a template's sections and between its resources. */
    public static String writeTemplate(Fragment template) {
        return write(TemplateLayout.spread(template.node()));
    }

    private static Node scalar(Node.Kind kind, String text) {
        return new Node.Scalar(Position.NONE, Layout.NONE, kind, text);
    }
}
