package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.Set;

/** Finds statements that are none. */
public final class PolicyGrammar implements TemplateOnlyCheck {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    @Override
    public Rule rule() {
        return new Rule(
                "policy-grammar",
                Severity.ERROR,
                "A statement of a policy has an effect, actions and resources, and nothing that IAM does not know",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Policies.documents(template).forEach(document -> look(document, true, findings));
        Policies.trusts(template).forEach(document -> look(document, false, findings));
    }

    private static void look(Value document, boolean needsResource, Findings findings) {
        for (Statement statement : Policies.statements(document)) {
            Value value = statement.value();
            if (value.entries().isEmpty()) {
                continue; // computed
            }
            for (Node.Entry entry : value.entries()) {
                if (!ELEMENTS.contains(entry.key())) {
                    findings.add(
                            entry.position(),
                            "a statement has no element " + entry.key(),
                            Nearest.hint(entry.key(), ELEMENTS));
                }
            }
            Value effect = value.member("Effect");
            boolean isEffect = effect.isComputed()
                    || effect.literal()
                            .filter(text -> text.equals("Allow") || text.equals("Deny"))
                            .isPresent();
            if (!isEffect) {
                findings.add(effect.position(), "the effect of a statement is Allow or Deny", "");
            }
            if (value.member("Action").isAbsent() && value.member("NotAction").isAbsent()) {
                findings.add(value.position(), "the statement has no Action", "");
            }
            boolean hasNoResource = value.member("Resource").isAbsent()
                    && value.member("NotResource").isAbsent();
            if (needsResource && hasNoResource) {
                findings.add(value.position(), "the statement has no Resource", "");
            }
        }
    }
}
