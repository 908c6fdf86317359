package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;

/** Finds routes that lead nowhere, or to several places. */
public final class RouteTarget implements TemplateOnlyCheck {
    private static final List<String> TARGETS = List.of(
            "CarrierGatewayId",
            "CoreNetworkArn",
            "EgressOnlyInternetGatewayId",
            "GatewayId",
            "InstanceId",
            "LocalGatewayId",
            "NatGatewayId",
            "NetworkInterfaceId",
            "TransitGatewayId",
            "VpcEndpointId",
            "VpcPeeringConnectionId");
    private static final List<String> DESTINATIONS =
            List.of("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId");

    @Override
    public Rule rule() {
        return new Rule(
                "route-target",
                Severity.ERROR,
                "A route has one destination and one target",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource route : template.resources("AWS::EC2::Route")) {
            Value properties = Value.of(route);
            if (!properties.isComputed()) {
                one(route, "target", "where it leads: GatewayId, say", TARGETS, findings);
                one(route, "destination", "for whom it is: DestinationCidrBlock, say", DESTINATIONS, findings);
            }
        }
    }

    private static void one(Resource route, String what, String hint, List<String> names, Findings findings) {
        List<String> there = names.stream()
                .filter(name -> Value.of(route).member(name).isPresent())
                .toList();
        boolean isOpen = there.stream()
                .anyMatch(name -> Value.of(route).member(name).call(Function.IF).isPresent());
        if (there.isEmpty()) {
            findings.add(route.position(), "the route " + route.name() + " has no " + what, "say " + hint);
        } else if (there.size() > 1 && !isOpen) {
            findings.add(
                    Value.of(route).positionOf(there.get(1)),
                    "the route " + route.name() + " has more than one " + what + ": " + String.join(", ", there),
                    "keep one of them");
        }
    }
}
