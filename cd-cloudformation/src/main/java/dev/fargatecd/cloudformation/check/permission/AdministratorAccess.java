package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds roles that may do everything. */
public final class AdministratorAccess implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "administrator-access",
                Severity.WARNING,
                "No role may do everything",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource role : template.resources(Policies.ROLE)) {
            for (Value policy : Value.of(role).member("ManagedPolicyArns").items()) {
                boolean isAdministrator = policy.text()
                        .filter(text -> text.endsWith(":policy/AdministratorAccess"))
                        .isPresent();
                if (isAdministrator) {
                    findings.add(
                            policy.position(),
                            role.name() + " may do everything in the account, and so may whoever can use it",
                            "name what it needs in a policy");
                }
            }
        }
    }
}
