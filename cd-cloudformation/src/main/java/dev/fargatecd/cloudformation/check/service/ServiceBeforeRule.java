package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds services that do not wait until their target group belongs to a load balancer. */
public final class ServiceBeforeRule implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "service-before-rule",
                Severity.ERROR,
                "A service is made after the listener or rule that forwards to its target group",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        template.dependencies().ifPresent(dependencies -> {
            for (Resource service : template.resources(Containers.SERVICE)) {
                Set<String> needed = needs(dependencies, service.name());
                for (Resource group : Forwarding.targetGroups(template, service)) {
                    List<String> forwarding = Stream.concat(
                                    Forwarding.listeners(template, group).stream(),
                                    Forwarding.rules(template, group).stream())
                            .map(Resource::name)
                            .toList();
                    if (!forwarding.isEmpty() && forwarding.stream().noneMatch(needed::contains)) {
                        findings.add(
                                service.position(),
                                service.name() + " may be made before " + String.join(" or ", forwarding)
                                        + ", and ECS refuses a target group that belongs to no load balancer",
                                "write DependsOn: " + forwarding.get(0),
                                forwarding.stream()
                                        .map(name -> template.template()
                                                .resource(name)
                                                .position())
                                        .toList());
                    }
                }
            }
        });
    }

    /** What a resource waits for, also by way of others. */
    private static Set<String> needs(DependencyGraph dependencies, String resource) {
        Set<String> needs = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(dependencies.dependenciesOf(resource));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (needs.add(name)) {
                next.addAll(dependencies.dependenciesOf(name));
            }
        }
        return needs;
    }
}
