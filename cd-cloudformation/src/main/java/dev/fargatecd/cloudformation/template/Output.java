package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.Optional;

/**
 * An output that a template declares.
 *
 * @param exportName under which other stacks import it
 * @param condition the name of the condition under which it is there; empty for always
 */
public record Output(
        String name,
        Position position,
        Optional<String> description,
        Node value,
        Optional<Node> exportName,
        Optional<String> condition) {}
