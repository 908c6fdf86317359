package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.schema.Shape;
import dev.fargatecd.cloudformation.template.DynamicReference;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Resource;
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
