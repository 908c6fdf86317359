package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.List;
import java.util.Optional;

/** A function of the Rules section with as many arguments as it takes. */
public record RuleCall(RuleFunction function, Position position, List<Node> arguments) {
    public RuleCall {
        arguments = List.copyOf(arguments);
    }

    /** The argument as a literal text; empty where it is something else. */
    public Optional<String> text(int index) {
        return arguments.get(index).asScalar().map(Node.Scalar::text);
    }

    /**
     * The call that a node is; empty where it is none.
     *
     * @throws TemplateException where rules have no such function, or it takes other arguments
     */
    public static Optional<RuleCall> of(Node node) {
        return node.function().map(entry -> {
            RuleFunction function = RuleFunction.of(entry.key())
                    .orElseThrow(() -> new TemplateException(
                            entry.position(),
                            "Template format error: " + entry.key() + " can not be used in the Rules section"));
            List<Node> arguments =
                    entry.value().asSequence().map(Node.Sequence::items).orElse(List.of(entry.value()));
            if (!function.takes(arguments.size())) {
                throw new TemplateException(
                        entry.position(),
                        "Template format error: " + entry.key() + " takes other arguments than " + arguments.size());
            }
            return new RuleCall(function, entry.position(), arguments);
        });
    }
}
