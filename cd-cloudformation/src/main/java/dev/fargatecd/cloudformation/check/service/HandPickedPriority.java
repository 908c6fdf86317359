package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds small priorities at listeners that other stacks share. */
public final class HandPickedPriority implements TemplateOnlyCheck {
    private static final int SMALL = 100;

    @Override
    public Rule rule() {
        return new Rule(
                "hand-picked-priority",
                Severity.WARNING,
                "A rule at a shared listener has a priority that nobody else would pick",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource rule : template.resources(Forwarding.RULE)) {
            Value properties = Value.of(rule);
            Value priority = properties.member("Priority");
            boolean isShared = template.resource(properties.member("ListenerArn"), Forwarding.LISTENER)
                    .isEmpty();
            if (isShared && priority.number().isPresent() && priority.number().getAsInt() < SMALL) {
                findings.add(
                        priority.position(),
                        "the listener is shared, and priority "
                                + priority.number().getAsInt()
                                + " is one that the next service picks too: its deployment would fail",
                        "make it a parameter, or derive it from the service's path");
            }
        }
    }
}
