package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds security groups that let another one in at every port. */
public final class EveryPortBetweenGroups implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "every-port-between-groups",
                Severity.INFO,
                "What a load balancer may reach is the service's port",
                "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource group : template.resources("AWS::EC2::SecurityGroup")) {
            Value.of(group).member("SecurityGroupIngress").items().forEach(rule -> look(rule, findings));
        }
        template.resources("AWS::EC2::SecurityGroupIngress").forEach(rule -> look(Value.of(rule), findings));
    }

    private static void look(Value rule, Findings findings) {
        Value source = rule.member("SourceSecurityGroupId");
        if (source.isPresent() && OpenSecurityGroup.hasManyPorts(rule)) {
            findings.add(source.position(), "the other group may reach every port", "name the port of the service");
        }
    }
}
