package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.List;

/** Finds policies for all resources where some could be named. */
public final class WildcardResource implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "wildcard-resource",
                Severity.WARNING,
                "A policy names the resources where its actions take some",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Value document : Policies.documents(template)) {
            for (Statement statement : Policies.statements(document)) {
                if (statement.allows() && !statement.isConditional()) {
                    look(statement, findings);
                }
            }
        }
    }

    private static void look(Statement statement, Findings findings) {
        List<String> nameable = statement.actions().stream()
                .flatMap(action -> action.literal().stream())
                .filter(action ->
                        IamActions.bundled().matching(action).stream().anyMatch(IamActions.Action::takesResources))
                .toList();
        for (Value resource : nameable.isEmpty() ? List.<Value>of() : statement.resources()) {
            if (resource.literal().filter("*"::equals).isPresent()) {
                findings.add(
                        resource.position(),
                        "every resource of the account is meant, and " + String.join(", ", nameable)
                                + " could name theirs",
                        "name them, in a statement apart from the actions that take none");
            }
        }
    }
}
