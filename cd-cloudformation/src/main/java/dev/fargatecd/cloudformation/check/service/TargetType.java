package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;

/** Finds target groups of instances for tasks that have addresses. */
public final class TargetType implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "target-type",
                Severity.ERROR,
                "Tasks with a network interface of their own are registered by address: TargetType ip",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            boolean isAwsvpc = Containers.taskDefinition(template, service)
                    .filter(Containers::isAwsvpc)
                    .isPresent();
            for (Resource group : isAwsvpc ? Forwarding.targetGroups(template, service) : List.<Resource>of()) {
                Value type = Value.of(group).member("TargetType");
                boolean isWrong = type.isAbsent()
                        || type.literal().filter(text -> !text.equals("ip")).isPresent();
                if (isWrong) {
                    findings.add(
                            type.position(),
                            group.name() + " takes " + type.literal().orElse("instance") + " targets, and the tasks of "
                                    + service.name() + " are registered by address",
                            "write TargetType: ip");
                }
            }
        }
    }
}
