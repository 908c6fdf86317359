package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.template.DynamicReference;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.SubText;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A computed text in one form, whichever functions it is written with. One with a dynamic reference can't be known: what
 * stands for it is in Parameter Store or Secrets Manager.
 */
final class SymbolicText {
    private SymbolicText() {}

    /** The text, with references as {@code ${Name}} and {@code ${Name.Attribute}}; empty where it can't be known. */
    static Optional<String> of(Node node) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        Optional<String> text =
                call.isPresent() ? of(call.get()) : node.asScalar().map(Node.Scalar::text);
        return text.filter(known -> !DynamicReference.isIn(known));
    }

    private static Optional<String> of(FunctionCall call) {
        return switch (call.function()) {
            case REF -> call.text(0).map(SymbolicText::reference);
            case GET_ATT ->
                call.text(0).flatMap(name -> call.text(1).map(attribute -> reference(name + "." + attribute)));
            case SUB -> sub(call);
            case JOIN -> join(call);
            case CONDITION,
                    SELECT,
                    SPLIT,
                    IF,
                    AND,
                    OR,
                    NOT,
                    EQUALS,
                    FIND_IN_MAP,
                    IMPORT_VALUE,
                    GET_STACK_OUTPUT,
                    GET_AZS,
                    BASE64,
                    CIDR,
                    LENGTH,
                    TO_JSON_STRING -> Optional.empty();
        };
    }

    private static Optional<String> sub(FunctionCall call) {
        Map<String, Optional<String>> own = new HashMap<>();
        if (call.arguments().size() == 2) {
            call.argument(1)
                    .asMapping()
                    .ifPresent(mapping -> mapping.entries().forEach(entry -> own.put(entry.key(), of(entry.value()))));
        }
        StringBuilder text = new StringBuilder();
        for (SubText.Part part : SubText.parts(call.position(), call.text(0).orElse(""))) {
            Optional<String> value = part.isVariable()
                    ? own.getOrDefault(part.text(), Optional.of(reference(part.text())))
                    : Optional.of(part.text());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(value.get());
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> join(FunctionCall call) {
        Optional<Node.Sequence> list = call.argument(1).asSequence();
        if (list.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        String delimiter = "";
        for (Node item : list.get().items()) {
            Optional<String> value = of(item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(delimiter).append(value.get());
            delimiter = call.text(0).orElse("");
        }
        return Optional.of(text.toString());
    }

    private static String reference(String name) {
        return "${" + name + "}";
    }
}
