package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds rules of security groups that let nobody through, or no port. */
public final class SecurityGroupRule implements TemplateOnlyCheck {
    private static final List<String> SOURCES =
            List.of("CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourceSecurityGroupName", "SourcePrefixListId");
    private static final List<String> DESTINATIONS =
            List.of("CidrIp", "CidrIpv6", "DestinationSecurityGroupId", "DestinationPrefixListId");

    @Override
    public Rule rule() {
        return new Rule(
                "security-group-rule",
                Severity.ERROR,
                "A rule of a security group says who, and a range of ports from the lower to the higher",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<Value> incoming = new ArrayList<>();
        List<Value> outgoing = new ArrayList<>();
        for (Resource group : template.resources("AWS::EC2::SecurityGroup")) {
            incoming.addAll(Value.of(group).member("SecurityGroupIngress").items());
            outgoing.addAll(Value.of(group).member("SecurityGroupEgress").items());
        }
        template.resources("AWS::EC2::SecurityGroupIngress").forEach(rule -> incoming.add(Value.of(rule)));
        template.resources("AWS::EC2::SecurityGroupEgress").forEach(rule -> outgoing.add(Value.of(rule)));
        incoming.forEach(rule -> look(rule, SOURCES, findings));
        outgoing.forEach(rule -> look(rule, DESTINATIONS, findings));
    }

    private static void look(Value rule, List<String> whos, Findings findings) {
        if (rule.entries().isEmpty()) {
            return; // computed
        }
        if (whos.stream().allMatch(who -> rule.member(who).isAbsent())) {
            findings.add(
                    rule.position(),
                    "the rule does not say who is let through",
                    "add one of " + String.join(", ", whos));
        }
        OptionalInt from = rule.member("FromPort").number();
        OptionalInt to = rule.member("ToPort").number();
        boolean isOfPorts = rule.member("IpProtocol")
                .literal()
                .filter(protocol -> protocol.equals("tcp") || protocol.equals("udp"))
                .isPresent();
        if (isOfPorts && from.isPresent() && to.isPresent() && from.getAsInt() > to.getAsInt()) {
            findings.add(
                    rule.member("FromPort").position(),
                    "the ports from " + from.getAsInt() + " to " + to.getAsInt() + " are none",
                    "write the lower one in FromPort");
        }
        for (String port : List.of("FromPort", "ToPort")) {
            if (isOfPorts && rule.member(port).isAbsent()) {
                findings.add(rule.position(), "a rule for TCP or UDP needs " + port, "");
            }
        }
    }
}
