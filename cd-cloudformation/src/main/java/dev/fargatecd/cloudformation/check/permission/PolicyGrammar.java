package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What one kind of policy has and the other has not. */
    private static void kind(Value statement, boolean isOfResources, Findings findings) {
        for (String element :
                isOfResources ? List.of("Principal", "NotPrincipal") : List.of("Resource", "NotResource")) {
            if (statement.member(element).isPresent()) {
                findings.add(
                        statement.positionOf(element),
                        isOfResources
                                ? "a policy of a role is about the role: " + element + " has no place in it"
                                : "a trust policy is about its role: " + element + " has no place in it",
                        "remove it");
            }
        }
        for (Value action :
                isOfResources ? List.<Value>of() : statement.member("Action").oneOrMore()) {
            action.literal()
                    .filter(text -> !text.equals("*") && !text.regionMatches(true, 0, "sts:", 0, 4))
                    .ifPresent(text -> findings.add(
                            action.position(),
                            "a trust policy is about who assumes the role, and not about " + text,
                            "write sts:AssumeRole"));
        }
    }

    private static void contradictions(Value statement, Findings findings) {
        for (String element : List.of("Action", "Resource", "Principal")) {
            if (statement.member(element).isPresent()
                    && statement.member("Not" + element).isPresent()) {
                findings.add(
                        statement.positionOf("Not" + element),
                        "a statement has " + element + " or Not" + element + ", not both",
                        "make two statements of it");
            }
        }
    }

    private static void sids(Value document, Findings findings) {
        Map<String, Value> taken = new HashMap<>();
        for (Value sid : document.member("Statement").oneOrMore().stream()
                .map(statement -> statement.member("Sid"))
                .toList()) {
            sid.literal().ifPresent(text -> {
                Value other = taken.putIfAbsent(text, sid);
                if (other != null) {
                    findings.add(
                            sid.position(),
                            "another statement has the Sid " + text,
                            "write another, or none",
                            List.of(other.position()));
                }
            });
        }
    }

    private static void look(Value document, boolean needsResource, Findings findings) {
        sids(document, findings);
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
            kind(value, needsResource, findings);
            contradictions(value, findings);
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
