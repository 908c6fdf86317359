package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The conditions of a template, decided. The template's checks have made sure that none goes in circles. */
final class Conditions {
    private final Evaluator evaluator;
    private final Map<String, Boolean> decided = new HashMap<>();

    Conditions(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Decides all, so that afterwards the evaluator can be used by several threads. */
    void decide() {
        evaluator.template().conditions().keySet().forEach(this::holds);
    }

    boolean holds(String name) {
        Boolean known = decided.get(name);
        if (known != null) {
            return known;
        }
        Node condition = Optional.ofNullable(evaluator.template().conditions().get(name))
                .orElseThrow(() -> new IllegalArgumentException("the template has no condition " + name));
        boolean holds = holds(condition);
        decided.put(name, holds);
        return holds;
    }

    private boolean holds(Node node) {
        Optional<FunctionCall> call =
                FunctionCall.ofCondition(node).filter(one -> one.function().isForConditions());
        return call.isPresent() ? holds(call.get()) : bool(node);
    }

    private boolean holds(FunctionCall call) {
        return switch (call.function()) {
            case CONDITION -> holds(call.text(0).orElseThrow());
            case NOT -> !holds(call.argument(0));
            case AND -> call.arguments().stream().allMatch(this::holds);
            case OR -> call.arguments().stream().anyMatch(this::holds);
            case EQUALS -> equal(evaluator.evaluate(call.argument(0)), evaluator.evaluate(call.argument(1)));
            case REF,
                    GET_ATT,
                    SUB,
                    JOIN,
                    SELECT,
                    SPLIT,
                    IF,
                    FIND_IN_MAP,
                    IMPORT_VALUE,
                    GET_STACK_OUTPUT,
                    GET_AZS,
                    BASE64,
                    CIDR,
                    LENGTH,
                    TO_JSON_STRING -> throw new IllegalStateException(call.function() + " answers no truth");
        };
    }

    /** Scalars are equal when their texts are: a parameter's {@code 1} is the template's 1. */
    private static boolean equal(JsonNode one, JsonNode other) {
        boolean areScalars = one.isValueNode() && other.isValueNode();
        return areScalars ? one.asText().equals(other.asText()) : one.equals(other);
    }

    /** A literal or computed truth, as an argument of And, Or and Not. */
    private boolean bool(Node node) {
        String text = evaluator.evaluate(node).asText();
        if (!text.equals("true") && !text.equals("false")) {
            throw new TemplateException(
                    node.position(),
                    "Template format error: Conditions can only be boolean operations on parameters and other conditions");
        }
        return text.equals("true");
    }
}
