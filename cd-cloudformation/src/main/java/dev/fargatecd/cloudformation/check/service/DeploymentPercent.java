package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds deployments that have no room to replace a task. */
public final class DeploymentPercent implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "deployment-percent",
                Severity.ERROR,
                "A deployment may run more tasks than it must keep: there is room to replace one",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            Value configuration = Value.of(service).member("DeploymentConfiguration");
            Value least = configuration.member("MinimumHealthyPercent");
            Value most = configuration.member("MaximumPercent");
            int minimum = least.isAbsent() ? 100 : least.number().orElse(0);
            int maximum = most.isAbsent() ? 200 : most.number().orElse(Integer.MAX_VALUE);
            if (!configuration.isComputed() && minimum >= maximum) {
                findings.add(
                        (minimum > 100 || most.isAbsent() ? least : most).position(),
                        "a deployment of " + service.name() + " must keep " + minimum + " % of the tasks and may run "
                                + maximum + " %: it can't replace any",
                        "write MinimumHealthyPercent: 100 and MaximumPercent: 200");
            }
        }
    }
}
