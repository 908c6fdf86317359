package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs and modules that write parts of a template when it is deployed. What they write is not known here, so such a
 * template is not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html">Macros</a>
 */
final class Macros {
    private Macros() {}

    /** A macro or module, and where it is called. */
    record Macro(String name, Position position) {}

    /** The first of a template; empty where all of it stands there as it is. */
    static Optional<Macro> first(Node tree) {
        Stream<Macro> declared =
                member(tree, "Transform").flatMap(Macros::oneOrMore).flatMap(Macros::declared);
        Stream<Macro> modules =
                member(tree, "Resources").flatMap(Macros::members).flatMap(Macros::module);
        return Stream.of(declared, modules, called(tree)).flatMap(all -> all).findFirst();
    }

    private static Stream<Macro> declared(Node transform) {
        return Stream.concat(Stream.of(transform), member(transform, "Name"))
                .flatMap(name -> name.asScalar().stream())
                .filter(name -> !name.text().equals(Template.LANGUAGE_EXTENSIONS))
                .map(name -> new Macro(name.text(), name.position()));
    }

    private static Stream<Macro> module(Node resource) {
        return member(resource, "Type")
                .flatMap(type -> type.asScalar().stream())
                .filter(type -> type.text().endsWith("::MODULE"))
                .map(type -> new Macro(type.text(), type.position()));
    }

    private static Stream<Macro> called(Node node) {
        Stream<Macro> here = node.asMapping().stream()
                .flatMap(mapping -> mapping.entry("Fn::Transform").stream())
                .map(call -> new Macro(
                        member(call.value(), "Name")
                                .flatMap(name -> name.asScalar().stream())
                                .map(Node.Scalar::text)
                                .findFirst()
                                .orElse(call.key()),
                        call.position()));
        return Stream.of(
                        here, members(node).flatMap(Macros::called), items(node).flatMap(Macros::called))
                .flatMap(all -> all);
    }

    private static Stream<Node> oneOrMore(Node node) {
        return node.asSequence().isPresent() ? items(node) : Stream.of(node);
    }

    private static Stream<Node> items(Node node) {
        return node.asSequence().stream().flatMap(list -> list.items().stream());
    }

    private static Stream<Node> members(Node node) {
        return node.asMapping().stream()
                .flatMap(mapping -> mapping.entries().stream())
                .map(Node.Entry::value);
    }

    private static Stream<Node> member(Node node, String name) {
        return node.asMapping().flatMap(mapping -> mapping.get(name)).stream();
    }
}
