package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds services whose launch type their task definition is not for. */
public final class LaunchType implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "launch-type",
                Severity.ERROR,
                "A service is launched on what its task definition is for, with a container that keeps the task running",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            Containers.taskDefinition(template, service).ifPresent(task -> look(service, task, findings));
        }
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            List<Value> essential = Value.of(task).at("ContainerDefinitions.*").stream()
                    .map(container -> container.member("Essential"))
                    .toList();
            boolean isNone = !essential.isEmpty()
                    && essential.stream()
                            .allMatch(value -> value.literal()
                                    .filter("false"::equalsIgnoreCase)
                                    .isPresent());
            if (isNone) {
                findings.add(
                        essential.get(0).position(),
                        "no container of " + task.name() + " is essential, and ECS wants one that is",
                        "write Essential: true");
            }
        }
    }

    private static void look(Resource service, Resource task, Findings findings) {
        Value type = Value.of(service).member("LaunchType");
        Value compatibilities = Value.of(task).member("RequiresCompatibilities");
        List<Optional<String>> compatible =
                compatibilities.items().stream().map(Value::literal).toList();
        boolean isKnown = !compatibilities.isComputed()
                && type.literal()
                        .filter(Set.of("FARGATE", "EC2", "EXTERNAL")::contains)
                        .isPresent()
                && compatible.stream().allMatch(Optional::isPresent);
        boolean isFit = compatible.contains(type.literal())
                || (compatible.isEmpty() && !type.literal().equals(Optional.of("FARGATE")));
        if (isKnown && !isFit) {
            findings.add(
                    compatibilities.isAbsent() || type.literal().equals(Optional.of("FARGATE"))
                            ? Value.of(task).positionOf("RequiresCompatibilities")
                            : type.position(),
                    service.name() + " is launched on " + type.literal().orElse("") + ", and " + task.name()
                            + " is not for that",
                    type.literal().equals(Optional.of("FARGATE"))
                            ? "write RequiresCompatibilities: [FARGATE]"
                            : "write LaunchType: FARGATE");
        }
    }
}
