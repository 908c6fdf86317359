package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.List;

/** Finds policies that allow all actions of a service. */
public final class WildcardAction implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "wildcard-action",
                Severity.WARNING,
                "A policy names the actions that are needed",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Value document : Policies.documents(template)) {
            for (Statement statement : Policies.statements(document)) {
                for (Value action : statement.allows() ? statement.actions() : List.<Value>of()) {
                    action.literal()
                            .filter(text -> text.equals("*") || text.contains(":*"))
                            .ifPresent(text -> findings.add(
                                    action.position(),
                                    text + " allows "
                                            + (text.equals("*") ? "everything" : "more than anybody has thought of"),
                                    "name the actions that are needed"));
                }
            }
        }
    }
}
