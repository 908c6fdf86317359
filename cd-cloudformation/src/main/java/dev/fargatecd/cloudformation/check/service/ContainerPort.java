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
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds load balancers of services that name a port which the container does not map. */
public final class ContainerPort implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "container-port",
                Severity.ERROR,
                "The port that a service puts behind a load balancer is one that the container maps",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource service : template.resources(Containers.SERVICE)) {
            Containers.taskDefinition(template, service).ifPresent(task -> look(service, task, findings));
        }
    }

    private static void look(Resource service, Resource task, Findings findings) {
        for (Value balancer : Value.of(service).member("LoadBalancers").items()) {
            Value port = balancer.member("ContainerPort");
            Optional<String> name = balancer.member("ContainerName").text();
            for (Value container : Containers.of(task)) {
                boolean isMeant =
                        name.isPresent() && container.member("Name").text().equals(name);
                List<OptionalInt> mapped = container.member("PortMappings").items().stream()
                        .map(mapping -> mapping.member("ContainerPort").number())
                        .toList();
                boolean isKnown = port.number().isPresent()
                        && mapped.stream().allMatch(OptionalInt::isPresent)
                        && !container.member("PortMappings").isComputed();
                if (isMeant && isKnown && !mapped.contains(port.number())) {
                    findings.add(
                            port.position(),
                            "the container " + name.orElse("") + " maps no port "
                                    + port.number().getAsInt(),
                            mapped.isEmpty()
                                    ? "add it to its PortMappings"
                                    : "it maps "
                                            + mapped.stream()
                                                    .map(one -> Integer.toString(one.orElse(0)))
                                                    .collect(Collectors.joining(", ")));
                }
            }
        }
    }
}
