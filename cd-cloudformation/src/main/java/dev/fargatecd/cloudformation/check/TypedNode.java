package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.schema.Shape;
import dev.fargatecd.cloudformation.template.DynamicReference;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a resource's properties, and what its type says of it.
 *
 * @param name of the property; of an item, that of its list
 * @param position of the property's name; of an item, its own
 */
public record TypedNode(Shape shape, Node node, String name, Position position) {
    /**
     * The properties and all parts of them. Functions are left out, but for the branches of {@code Fn::If}, and so are
     * dynamic references: what they stand for is not known.
     */
    static List<TypedNode> of(ResourceType type, Resource resource) {
        List<TypedNode> nodes = new ArrayList<>();
        new TypedNode(type.shape(), resource.properties(), "Properties", resource.position()).collect(nodes);
        return List.copyOf(nodes);
    }

    /**
     * Values that properties get by way of a mapping or of a parameter's default, at their places there. What a condition
     * may leave out is left out, and so are empty defaults, which mostly stand for nothing.
     */
    static List<TypedNode> givenTo(List<TypedNode> nodes, Template template) {
        List<TypedNode> given = new ArrayList<>();
        for (TypedNode owner : nodes) {
            owner.node
                    .asMapping()
                    .ifPresent(mapping -> mapping.entries()
                            .forEach(entry -> owner.shape
                                    .property(entry.key())
                                    .ifPresent(member -> new TypedNode(
                                                    member, entry.value(), entry.key(), entry.position())
                                            .look(template, given))));
        }
        return List.copyOf(given);
    }

    private void look(Template template, List<TypedNode> given) {
        FunctionCall.of(node).ifPresent(call -> {
            if (call.function() == Function.FIND_IN_MAP && call.arguments().size() == 3) {
                call.text(0)
                        .flatMap(name -> Optional.ofNullable(template.mappings().get(name)))
                        .ifPresent(mapping -> mapping.entries().stream()
                                .filter(row ->
                                        call.text(1).map(row.key()::equals).orElse(true))
                                .flatMap(row -> row.value().asMapping().stream())
                                .flatMap(row -> call.text(2).flatMap(row::get).stream())
                                .filter(value -> value.asScalar().isPresent())
                                .forEach(value -> given.add(with(value))));
            } else if (call.function() == Function.REF) {
                call.text(0)
                        .flatMap(name ->
                                Optional.ofNullable(template.parameters().get(name)))
                        .filter(parameter ->
                                !parameter.type().fromSsm() && !parameter.type().isList())
                        .flatMap(parameter -> parameter.defaultValue().filter(text -> !text.isEmpty()))
                        .flatMap(text -> template.root()
                                .get("Parameters")
                                .flatMap(Node::asMapping)
                                .flatMap(all -> all.get(call.text(0).orElse("")))
                                .flatMap(Node::asMapping)
                                .flatMap(parameter -> parameter.get("Default")))
                        .ifPresent(value -> given.add(with(value)));
            }
        });
    }

    private void collect(List<TypedNode> nodes) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        if (call.isPresent()) {
            if (call.get().function() == Function.IF) {
                with(call.get().argument(1)).collect(nodes);
                with(call.get().argument(2)).collect(nodes);
            }
            return;
        }
        if (node.asScalar()
                .filter(scalar -> DynamicReference.isIn(scalar.text()))
                .isPresent()) {
            return;
        }
        nodes.add(this);
        node.asMapping()
                .ifPresent(mapping -> mapping.entries()
                        .forEach(entry -> shape.property(entry.key())
                                .ifPresent(member -> new TypedNode(member, entry.value(), entry.key(), entry.position())
                                        .collect(nodes))));
        node.asSequence()
                .ifPresent(list -> shape.items()
                        .ifPresent(item -> list.items()
                                .forEach(one -> new TypedNode(item, one, name, one.position()).collect(nodes))));
    }

    private TypedNode with(Node other) {
        return new TypedNode(shape, other, name, position);
    }
}
