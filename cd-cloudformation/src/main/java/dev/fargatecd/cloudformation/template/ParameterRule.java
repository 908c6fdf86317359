package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Optional;

/**
 * A member of the Rules section: what parameters must satisfy together before anything is made.
 *
 * @param condition under which the assertions count; empty for always
 */
public record ParameterRule(String name, Position position, Optional<Node> condition, List<Assertion> assertions) {
    public ParameterRule {
        assertions = List.copyOf(assertions);
    }

    /**
     * What must hold.
     *
     * @param description what to say where it does not
     */
    public record Assertion(Node assertion, Optional<String> description) {}
}
