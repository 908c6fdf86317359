package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds subnets that are given two route tables. */
public final class RouteTables implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "route-tables",
                Severity.ERROR,
                "A subnet has one route table",
                "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Map<String, Resource> given = new HashMap<>();
        for (Resource association : template.resources("AWS::EC2::SubnetRouteTableAssociation")) {
            Value subnet = Value.of(association).member("SubnetId");
            boolean isAlways = association.condition().isEmpty();
            subnet.text().filter(text -> isAlways).ifPresent(text -> {
                Resource other = given.putIfAbsent(text, association);
                if (other != null) {
                    findings.add(
                            subnet.position(),
                            "this subnet has a route table by " + other.name() + " already",
                            "put the routes into one table",
                            List.of(other.position()));
                }
            });
        }
    }
}
