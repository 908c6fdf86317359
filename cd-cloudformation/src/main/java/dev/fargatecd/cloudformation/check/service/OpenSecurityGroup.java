package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds security groups that let the whole internet in at many ports. */
public final class OpenSecurityGroup implements TemplateOnlyCheck {
    private static final int MANY_PORTS = 1000;
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    @Override
    public Rule rule() {
        return new Rule(
                "open-security-group",
                Severity.WARNING,
                "What the whole internet may reach is a port, not all of them",
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
        for (String cidr : List.of("CidrIp", "CidrIpv6")) {
            Value from = rule.member(cidr);
            boolean isEverybody = from.literal().filter(EVERYBODY::contains).isPresent();
            if (isEverybody && hasManyPorts(rule)) {
                findings.add(
                        from.position(),
                        "everybody in the internet may reach every port",
                        "name the protocol and the port: IpProtocol tcp, FromPort and ToPort 80");
            }
        }
    }

    static boolean hasManyPorts(Value rule) {
        if (rule.member("IpProtocol").literal().filter("-1"::equals).isPresent()) {
            return true;
        }
        OptionalInt from = rule.member("FromPort").number();
        OptionalInt to = rule.member("ToPort").number();
        return from.isPresent() && to.isPresent() && to.getAsInt() - from.getAsInt() >= MANY_PORTS;
    }
}
