package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds target groups that keep old tasks for five minutes. */
public final class SlowDeregistration implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "slow-deregistration",
                Severity.INFO,
                "A target group says how long an old task may finish its requests",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            for (Resource group : Forwarding.targetGroups(template, service)) {
                Value attributes = Value.of(group).member("TargetGroupAttributes");
                boolean isSaid = attributes.isComputed()
                        || attributes.items().stream()
                                .anyMatch(attribute -> attribute
                                        .member("Key")
                                        .literal()
                                        .filter("deregistration_delay.timeout_seconds"::equals)
                                        .isPresent());
                if (!isSaid) {
                    findings.add(
                            group.position(),
                            "each deployment of " + service.name() + " waits 300 s, the default, for its old tasks",
                            "add the attribute deregistration_delay.timeout_seconds, say with \"10\"");
                }
            }
        }
    }
}
