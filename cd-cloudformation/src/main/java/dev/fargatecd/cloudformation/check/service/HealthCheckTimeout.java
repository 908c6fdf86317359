package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.OptionalInt;

/** Finds health checks that begin before the last one may end. */
public final class HealthCheckTimeout implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "health-check-timeout",
                Severity.ERROR,
                "A health check may take less time than there is from one to the next",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource group : template.resources(Forwarding.TARGET_GROUP)) {
            Value timeout = Value.of(group).member("HealthCheckTimeoutSeconds");
            OptionalInt interval =
                    Value.of(group).member("HealthCheckIntervalSeconds").number();
            boolean isTooLong = timeout.number().isPresent()
                    && interval.isPresent()
                    && timeout.number().getAsInt() >= interval.getAsInt();
            if (isTooLong) {
                findings.add(
                        timeout.position(),
                        "a health check may take " + timeout.number().getAsInt() + " s, and the next begins after "
                                + interval.getAsInt() + " s",
                        "make the timeout shorter than the interval");
            }
        }
    }
}
