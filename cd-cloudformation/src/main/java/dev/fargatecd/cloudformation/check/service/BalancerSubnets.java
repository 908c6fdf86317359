package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds load balancers in a single Availability Zone. */
public final class BalancerSubnets implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "balancer-subnets",
                Severity.ERROR,
                "An application load balancer has subnets in at least two Availability Zones",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource balancer : template.resources("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
            Value type = Value.of(balancer).member("Type");
            boolean isApplication = type.isAbsent()
                    || type.literal().filter("application"::equals).isPresent();
            Value subnets = Value.of(balancer).member("Subnets");
            if (!isApplication || subnets.isComputed() || subnets.items().isEmpty()) {
                continue;
            }
            if (subnets.items().size() == 1 && subnets.items().get(0).text().isPresent()) {
                boolean mayBeMany = subnets.items().get(0).referent().stream()
                        .flatMap(name -> Optional.ofNullable(
                                template.template().parameters().get(name))
                                .stream())
                        .anyMatch(parameter -> parameter.type().isList());
                if (!mayBeMany) {
                    findings.add(
                            Value.of(balancer).positionOf("Subnets"),
                            balancer.name() + " has one subnet, and needs two",
                            "add a subnet of another Availability Zone");
                }
            }
            zones(template, subnets.items(), findings);
        }
    }

    private static void zones(CheckedTemplate template, List<Value> subnets, Findings findings) {
        Map<String, Resource> taken = new HashMap<>();
        for (Value reference : subnets) {
            Optional<Resource> subnet = template.resource(reference, "AWS::EC2::Subnet");
            Value zone =
                    subnet.map(one -> Value.of(one).member("AvailabilityZone")).orElse(reference.member("none"));
            Optional<String> name = zone.literal()
                    .or(() -> zone.call(Function.SELECT)
                            .filter(call -> Value.of(call.argument(1))
                                    .call(Function.GET_AZS)
                                    .isPresent())
                            .flatMap(call -> call.text(0)));
            if (name.isPresent()) {
                Resource other = taken.putIfAbsent(name.get(), subnet.get());
                if (other != null) {
                    findings.add(
                            zone.position(),
                            subnet.get().name() + " is in the Availability Zone of " + other.name()
                                    + ", and the load balancer takes one subnet of each",
                            "choose another: !Select [1, !GetAZs \"\"]");
                }
            }
        }
    }
}
