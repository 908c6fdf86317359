package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.List;

/** Finds roles that the service to which they are given may not assume. */
public final class ServicePrincipal implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "service-principal",
                Severity.ERROR,
                "A role trusts the service that it is given to",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (RoleUse use : RoleUse.of(template)) {
            List<Value> trusted = Policies.statements(Policies.trust(template, use.role())).stream()
                    .filter(Statement::allows)
                    .flatMap(statement -> statement.services().stream())
                    .toList();
            boolean isKnown =
                    trusted.stream().allMatch(service -> service.literal().isPresent());
            boolean isTrusted = trusted.stream()
                    .anyMatch(service ->
                            service.literal().filter(use.service()::equals).isPresent());
            if (isKnown && !isTrusted) {
                findings.add(
                        trusted.isEmpty()
                                ? use.role().position()
                                : trusted.get(0).position(),
                        use.role().name() + " is given to " + use.service() + ", which may not assume it",
                        "write " + use.service());
            }
        }
    }
}
