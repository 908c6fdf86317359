package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds services whose deployment never gives up. */
public final class MissingCircuitBreaker implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-circuit-breaker",
                Severity.WARNING,
                "A deployment whose tasks don't become healthy ends, and goes back",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            Value properties = Value.of(service);
            Value configuration = properties.member("DeploymentConfiguration");
            Value breaker = configuration.member("DeploymentCircuitBreaker");
            boolean isOfEcs = properties.member("DeploymentController").isAbsent();
            boolean isOff = breaker.isAbsent()
                    || breaker.member("Enable")
                            .literal()
                            .filter("false"::equals)
                            .isPresent();
            if (isOfEcs && isOff && !configuration.isComputed()) {
                findings.add(
                        breaker.isAbsent() ? service.position() : breaker.position(),
                        "a deployment of " + service.name() + " that does not become healthy starts tasks for hours",
                        "add DeploymentCircuitBreaker with Enable and Rollback: true to DeploymentConfiguration");
            }
        }
    }
}
