package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.template.ParameterRule;
import dev.fargatecd.cloudformation.template.RuleCall;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks a template's rules whether parameters go together.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html">
 *     Rule functions</a>
 */
final class RuleCheck {
    private final Template template;
    private final Function<String, JsonNode> parameters;

    /** @param parameters what Ref answers, for parameters of both kinds */
    RuleCheck(Template template, Function<String, JsonNode> parameters) {
        this.template = template;
        this.parameters = parameters;
    }

    /** @throws TemplateException with the assertion's own description, where one does not hold */
    void check() {
        for (ParameterRule rule : template.rules().values()) {
            if (rule.condition().map(this::holds).orElse(true)) {
                rule.assertions().forEach(assertion -> check(rule, assertion));
            }
        }
    }

    private void check(ParameterRule rule, ParameterRule.Assertion assertion) {
        if (!holds(assertion.assertion())) {
            throw new TemplateException(
                    assertion.assertion().position(),
                    "Rule " + rule.name() + " failed: "
                            + assertion.description().orElse("an assertion does not hold for these parameters"));
        }
    }

    private boolean holds(Node node) {
        RuleCall call = RuleCall.of(node).orElseThrow();
        return switch (call.function()) {
            case AND -> call.arguments().stream().allMatch(this::holds);
            case OR -> call.arguments().stream().anyMatch(this::holds);
            case NOT -> !holds(call.arguments().get(0));
            case EQUALS -> texts(call, 0).equals(texts(call, 1));
            case CONTAINS -> texts(call, 0).containsAll(texts(call, 1));
            case EACH_MEMBER_EQUALS ->
                texts(call, 0).stream().allMatch(text -> List.of(text).equals(texts(call, 1)));
            case EACH_MEMBER_IN -> texts(call, 1).containsAll(texts(call, 0));
            case REF, REF_ALL, VALUE_OF, VALUE_OF_ALL ->
                throw new IllegalStateException(call.function() + " answers no truth");
        };
    }

    private List<String> texts(RuleCall call, int argument) {
        return texts(call.arguments().get(argument));
    }

    /** A text as a list of one. */
    private List<String> texts(Node node) {
        Optional<RuleCall> call = RuleCall.of(node);
        if (call.isPresent()) {
            return texts(call.get());
        }
        List<String> texts = new ArrayList<>();
        node.asScalar().ifPresent(scalar -> texts.add(scalar.text()));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> texts.addAll(texts(item))));
        return texts;
    }

    private List<String> texts(RuleCall call) {
        return switch (call.function()) {
            case REF -> texts(parameters.apply(call.text(0).orElseThrow()));
            case REF_ALL ->
                template.parameters().values().stream()
                        .filter(parameter ->
                                parameter.type().element().equals(call.text(0).orElse("")))
                        .flatMap(parameter -> texts(parameters.apply(parameter.name())).stream())
                        .toList();
            case VALUE_OF, VALUE_OF_ALL ->
                throw new TemplateException(
                        call.position(),
                        "[/Rules] " + call.function().text() + " is not supported by the local cloud",
                        "it asks for attributes of things in the account");
            case AND, OR, NOT, EQUALS, CONTAINS, EACH_MEMBER_EQUALS, EACH_MEMBER_IN ->
                throw new IllegalStateException(call.function() + " answers a truth");
        };
    }

    private static List<String> texts(JsonNode value) {
        if (value.isValueNode()) {
            return List.of(value.asText());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
