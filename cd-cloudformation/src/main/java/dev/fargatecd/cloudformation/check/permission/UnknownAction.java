package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;

/** Finds actions that IAM does not have, which allow nothing without a word. */
public final class UnknownAction implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unknown-action",
                Severity.ERROR,
                "Each action of a policy is one that its service has",
                "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Value document : Policies.documents(template)) {
            for (Statement statement : Policies.statements(document)) {
                for (Value action : statement.actions()) {
                    action.literal()
                            .filter(text -> !text.equals("*"))
                            .filter(text -> IamActions.bundled().matching(text).isEmpty())
                            .ifPresent(
                                    text -> findings.add(action.position(), "IAM knows no action " + text, hint(text)));
                }
            }
        }
    }

    private static String hint(String action) {
        IamActions actions = IamActions.bundled();
        String service = action.substring(0, Math.max(0, action.indexOf(':')));
        if (!actions.services().contains(service)) {
            return Nearest.hint(service, actions.services());
        }
        return Nearest.hint(
                action,
                actions.of(service).stream().map(IamActions.Action::name).toList());
    }
}
