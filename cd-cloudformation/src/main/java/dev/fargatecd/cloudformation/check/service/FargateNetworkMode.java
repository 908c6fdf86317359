package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds Fargate tasks without a network interface of their own. */
public final class FargateNetworkMode implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "fargate-network-mode",
                Severity.ERROR,
                "A Fargate task has the network mode awsvpc, and its service a network configuration",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            Value mode = Value.of(task).member("NetworkMode");
            boolean isWrong = mode.isAbsent()
                    || mode.literal().filter(text -> !text.equals("awsvpc")).isPresent();
            if (isWrong && Containers.isForFargate(task)) {
                findings.add(
                        mode.position(),
                        "the network mode is " + mode.literal().orElse("bridge") + ", and Fargate has awsvpc alone",
                        "write NetworkMode: awsvpc");
            }
        }
        for (Resource service : template.resources(Containers.SERVICE)) {
            boolean isAwsvpc = Containers.taskDefinition(template, service)
                    .filter(Containers::isAwsvpc)
                    .isPresent();
            if (isAwsvpc && Value.of(service).member("NetworkConfiguration").isAbsent()) {
                findings.add(
                        service.position(),
                        "the tasks of " + service.name()
                                + " have network interfaces, and it does not say in which subnets",
                        "add NetworkConfiguration with AwsvpcConfiguration");
            }
        }
    }
}
