package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.OptionalInt;

/** Finds containers that want more than their task has. */
public final class ContainerLargerThanTask implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "container-larger-than-task",
                Severity.ERROR,
                "A container has at most the CPU and memory of its task",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            for (String amount : List.of("Cpu", "Memory")) {
                OptionalInt all = Value.of(task).member(amount).number();
                for (Value container : Containers.of(task)) {
                    Value wanted = container.member(amount);
                    OptionalInt own = wanted.number();
                    if (all.isPresent() && own.isPresent() && own.getAsInt() > all.getAsInt()) {
                        findings.add(
                                wanted.position(),
                                "the container wants " + amount + " " + own.getAsInt() + ", and its task has "
                                        + all.getAsInt(),
                                "");
                    }
                }
            }
        }
    }
}
