package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.List;
import java.util.Optional;

/**
 * A function and its arguments, as many and of the shape that it takes.
 *
 * @param position of the function's name, or of its tag
 * @param arguments the list that the function takes; of one that takes a single value, that one alone
 */
public record FunctionCall(Function function, Position position, List<Node> arguments) {
    public FunctionCall {
        arguments = List.copyOf(arguments);
    }

    public Node argument(int index) {
        return arguments.get(index);
    }

    /** The argument as a literal text; empty where it is something else. */
    public Optional<String> text(int index) {
        return index < arguments.size() ? arguments.get(index).asScalar().map(Node.Scalar::text) : Optional.empty();
    }

    /**
     * The call that a node is; empty where it is none.
     *
     * @throws TemplateException where the function is unknown or its arguments are not what it takes
     */
    public static Optional<FunctionCall> of(Node node) {
        return node.function().map(entry -> of(entry));
    }

    /** The same inside a condition, where {@code Condition: Name} is a function too. */
    public static Optional<FunctionCall> ofCondition(Node node) {
        return node.asMapping()
                .filter(mapping -> mapping.entries().size() == 1)
                .flatMap(mapping -> mapping.entry("Condition"))
                .map(entry -> of(entry))
                .or(() -> of(node));
    }

    private static FunctionCall of(Node.Entry entry) {
        Function function = Function.of(entry.key())
                .orElseThrow(() -> new TemplateException(
                        entry.position(), "Template error: unknown or unsupported function " + entry.key()));
        List<Node> arguments = function.isSingle(entry.value())
                ? List.of(entry.value())
                : entry.value().asSequence().map(Node.Sequence::items).orElse(List.of(entry.value()));
        FunctionCall call = new FunctionCall(function, entry.position(), arguments);
        if (!function.takes(call)) {
            throw new TemplateException(entry.position(), function.complaint());
        }
        return call;
    }
}
