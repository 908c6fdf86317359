package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds routes to a gateway that may be made before the gateway is attached. */
public final class RouteBeforeGateway implements TemplateOnlyCheck {
    private static final String ATTACHMENT = "AWS::EC2::VPCGatewayAttachment";
    private static final String GATEWAY = "AWS::EC2::InternetGateway";

    @Override
    public Rule rule() {
        return new Rule(
                "route-before-gateway",
                Severity.WARNING,
                "A route to an internet gateway is made after the gateway is attached to the VPC",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Optional<DependencyGraph> dependencies = template.dependencies();
        List<Resource> routes = template.resources("AWS::EC2::Route");
        if (dependencies.isEmpty() || routes.isEmpty()) {
            return;
        }
        for (Resource route : routes) {
            Value gateway = Value.of(route).member("GatewayId");
            template.resource(gateway, GATEWAY)
                    .flatMap(to -> attachment(template, to))
                    .filter(attachment -> !waits(dependencies.get(), route.name(), attachment.name()))
                    .ifPresent(attachment -> findings.add(
                            route.position(),
                            route.name() + " may be made before the gateway is attached to the VPC, and then fails",
                            "add DependsOn: " + attachment.name()));
        }
    }

    private static Optional<Resource> attachment(CheckedTemplate template, Resource gateway) {
        return template.resources(ATTACHMENT).stream()
                .filter(one -> template.resource(Value.of(one).member("InternetGatewayId"), GATEWAY)
                        .filter(gateway::equals)
                        .isPresent())
                .findFirst();
    }

    private static boolean waits(DependencyGraph graph, String from, String to) {
        Deque<String> next = new ArrayDeque<>(graph.dependenciesOf(from));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            String name = next.pop();
            if (name.equals(to)) {
                return true;
            }
            if (seen.add(name)) {
                next.addAll(graph.dependenciesOf(name));
            }
        }
        return false;
    }
}
