package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds ports that security groups keep closed: a listener's to its clients, a container's to the load balancer. */
public final class BlockedPort implements Check {
    private static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String INGRESS = "AWS::EC2::SecurityGroupIngress";

    @Override
    public Rule rule() {
        return new Rule(
                "blocked-port",
                Severity.ERROR,
                "Security groups let clients reach the listener, and the load balancer the containers",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedTemplate template : files.templates()) {
            for (Resource listener : template.resources(Forwarding.LISTENER)) {
                template.resource(
                                Value.of(listener).member("LoadBalancerArn"),
                                "AWS::ElasticLoadBalancingV2::LoadBalancer")
                        .ifPresent(balancer -> listener(template, listener, balancer, findings));
            }
            template.resources(Containers.SERVICE).forEach(service -> service(template, service, findings));
        }
    }

    private static void listener(CheckedTemplate template, Resource listener, Resource balancer, Findings findings) {
        Value port = Value.of(listener).member("Port");
        groups(template, Value.of(balancer).member("SecurityGroups"))
                .filter(groups -> port.number().isPresent()
                        && !isOpen(template, groups, port.number().getAsInt()))
                .ifPresent(groups -> findings.add(
                        port.position(),
                        "nobody reaches port " + port.number().getAsInt() + ": "
                                + groups.get(0).name() + " does not let it in",
                        "add it to SecurityGroupIngress of " + groups.get(0).name()));
    }

    private static void service(CheckedTemplate template, Resource service, Findings findings) {
        Value given = Value.of(service)
                .member("NetworkConfiguration")
                .member("AwsvpcConfiguration")
                .member("SecurityGroups");
        List<Resource> own = given.items().stream()
                .flatMap(item -> template.resource(item, GROUP).stream())
                .toList();
        boolean isImported = given.items().stream()
                .anyMatch(item -> item.call(Function.IMPORT_VALUE)
                                .flatMap(call -> Value.of(call.argument(0)).text())
                                .isEmpty()
                        && template.resource(item, GROUP).isEmpty());
        boolean isBalanced = !Value.of(service).at("LoadBalancers.*").isEmpty();
        if (!isBalanced || isImported) {
            return;
        }
        if (own.isEmpty()) {
            unused(template, given, findings);
            return;
        }
        for (Value port : Value.of(service).at("LoadBalancers.*.ContainerPort")) {
            port.number().ifPresent(number -> {
                if (!isOpen(template, own, number)) {
                    findings.add(
                            place(own.get(0)),
                            own.get(0).name() + " does not let anybody reach port " + number
                                    + ", where the container listens",
                            "let the load balancer's group in, with FromPort and ToPort " + number);
                }
            });
        }
    }

    /** A group that this template makes for nobody while its service has others. */
    private static void unused(CheckedTemplate template, Value given, Findings findings) {
        boolean isUsed = template.resources(GROUP).isEmpty()
                || template.resources(GROUP).stream()
                        .anyMatch(group -> template.references().stream()
                                .anyMatch(reference -> reference.name().equals(group.name())));
        if (!isUsed && given.isPresent()) {
            Resource group = template.resources(GROUP).get(0);
            findings.add(
                    given.position(),
                    "nothing has the security group " + group.name() + ", so what it lets in does not reach the tasks",
                    "add !GetAtt " + group.name() + ".GroupId");
        }
    }

    /** The place of the rule that is nearest to what is missing. */
    private static Position place(Resource group) {
        return Value.of(group).at("SecurityGroupIngress.*.FromPort").stream()
                .findFirst()
                .map(Value::position)
                .orElse(group.position());
    }

    /** All groups; empty where one of them is not of this template, or its rules are not known. */
    private static Optional<List<Resource>> groups(CheckedTemplate template, Value list) {
        List<Resource> groups = new ArrayList<>();
        for (Value item : list.items()) {
            Optional<Resource> group = template.resource(item, GROUP);
            if (group.isEmpty()) {
                return Optional.empty();
            }
            groups.add(group.get());
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups);
    }

    private static boolean isOpen(CheckedTemplate template, List<Resource> groups, int port) {
        for (Resource group : groups) {
            Value rules = Value.of(group).member("SecurityGroupIngress");
            if (rules.isComputed() || rules.items().stream().anyMatch(rule -> mayAllow(rule, port))) {
                return true;
            }
        }
        return template.resources(INGRESS).stream().anyMatch(rule -> mayAllow(Value.of(rule), port));
    }

    private static boolean mayAllow(Value rule, int port) {
        Value from = rule.member("FromPort");
        Value to = rule.member("ToPort");
        boolean isEveryPort =
                rule.member("IpProtocol").literal().filter("-1"::equals).isPresent();
        return rule.isComputed() || isEveryPort || (bound(from, 0) <= port && port <= bound(to, 65535));
    }

    private static int bound(Value value, int open) {
        OptionalInt number = value.number();
        return number.orElse(open);
    }
}
