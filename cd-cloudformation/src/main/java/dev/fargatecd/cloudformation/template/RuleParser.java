package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a member of the Rules section.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html">Rules</a>
 */
final class RuleParser {
    private final Map<String, Parameter> parameters;

    /** @param parameters all that rules may refer to */
    RuleParser(Map<String, Parameter> parameters) {
        this.parameters = parameters;
    }

    ParameterRule parse(Node.Entry entry) {
        Members.requireAlphanumeric(entry, "Rule");
        Node.Mapping object = Members.object(entry, "Rules");
        Members.requireKnown(object, Set.of("RuleCondition", "Assertions"), "rule");
        Optional<Node> condition = object.get("RuleCondition");
        condition.ifPresent(this::requireTruth);
        List<Node> assertions = object.get("Assertions")
                .flatMap(Node::asSequence)
                .map(Node.Sequence::items)
                .filter(items -> !items.isEmpty())
                .orElseThrow(() -> new TemplateException(
                        entry.position(),
                        "Template format error: [/Rules/" + entry.key()
                                + "] Every Rules object must contain a list of Assertions."));
        return new ParameterRule(
                entry.key(),
                entry.position(),
                condition,
                assertions.stream().map(this::assertion).toList());
    }

    private ParameterRule.Assertion assertion(Node node) {
        Optional<Node> truth = node.asMapping().flatMap(object -> object.get("Assert"));
        if (truth.isEmpty()) {
            throw new TemplateException(
                    node.position(), "Template format error: Every Assertions member must contain an Assert object.");
        }
        Node.Mapping object = node.asMapping().orElseThrow();
        Members.requireKnown(object, Set.of("Assert", "AssertDescription"), "assertion");
        requireTruth(truth.get());
        return new ParameterRule.Assertion(
                truth.get(), object.get("AssertDescription").map(text -> Members.text(text, "AssertDescription")));
    }

    private void requireTruth(Node node) {
        RuleCall call = RuleCall.of(node)
                .filter(one -> one.function().answersATruth())
                .orElseThrow(() -> new TemplateException(
                        node.position(),
                        "Template format error: rule conditions and assertions must be true or false",
                        "a function such as Fn::Equals or Fn::Contains"));
        call.arguments().forEach(call.function().takesTruths() ? this::requireTruth : this::requireValue);
    }

    private void requireValue(Node node) {
        Optional<RuleCall> call = RuleCall.of(node);
        if (call.isEmpty()) {
            node.asSequence().ifPresent(list -> list.items().forEach(this::requireValue));
            return;
        }
        boolean isParameter = call.get()
                .text(0)
                .filter(name ->
                        parameters.containsKey(name) || PseudoParameter.of(name).isPresent())
                .isPresent();
        boolean namesOne =
                call.get().function() == RuleFunction.REF || call.get().function() == RuleFunction.VALUE_OF;
        if (call.get().function().answersATruth() || (namesOne && !isParameter)) {
            throw new TemplateException(
                    call.get().position(),
                    "Template format error: Rules can only refer to parameters",
                    call.get()
                            .text(0)
                            .map(name -> "there is no parameter " + name)
                            .orElse("a value is due here"));
        }
    }
}
