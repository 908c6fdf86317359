package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Optional;

/** Finds load balancers of services that name a container which the task does not have. */
public final class ContainerName implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "container-name",
                Severity.ERROR,
                "The container that a service puts behind a load balancer is one of its task's",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            Containers.taskDefinition(template, service).ifPresent(task -> look(service, task, findings));
        }
    }

    private static void look(Resource service, Resource task, Findings findings) {
        List<Optional<String>> names = Containers.of(task).stream()
                .map(container -> container.member("Name").literal())
                .toList();
        if (names.isEmpty() || names.stream().anyMatch(Optional::isEmpty)) {
            return;
        }
        List<String> known = names.stream().flatMap(Optional::stream).toList();
        for (Value balancer : Value.of(service).member("LoadBalancers").items()) {
            Value name = balancer.member("ContainerName");
            name.literal()
                    .filter(text -> !known.contains(text))
                    .ifPresent(text -> findings.add(
                            name.position(),
                            task.name() + " has no container " + text,
                            known.size() == 1 ? "its container is " + known.get(0) : Nearest.hint(text, known)));
        }
    }
}
