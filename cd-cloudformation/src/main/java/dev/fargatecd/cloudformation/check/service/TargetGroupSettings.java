package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds target groups that Elastic Load Balancing refuses, or whose health check asks at a port that nobody has. */
public final class TargetGroupSettings implements TemplateOnlyCheck {
    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final Set<String> ATTRIBUTES = Set.of(
            DELAY,
            "deregistration_delay.connection_termination.enabled",
            "stickiness.enabled",
            "stickiness.type",
            "stickiness.app_cookie.cookie_name",
            "stickiness.app_cookie.duration_seconds",
            "stickiness.lb_cookie.duration_seconds",
            "load_balancing.algorithm.type",
            "load_balancing.algorithm.anomaly_mitigation",
            "load_balancing.cross_zone.enabled",
            "slow_start.duration_seconds",
            "lambda.multi_value_headers.enabled",
            "preserve_client_ip.enabled",
            "proxy_protocol_v2.enabled",
            "target_failover.on_deregistration",
            "target_failover.on_unhealthy",
            "target_health_state.unhealthy.connection_termination.enabled",
            "target_health_state.unhealthy.draining_interval_seconds",
            "target_group_health.dns_failover.minimum_healthy_targets.count",
            "target_group_health.dns_failover.minimum_healthy_targets.percentage",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage");

    @Override
    public Rule rule() {
        return new Rule(
                "target-group-settings",
                Severity.ERROR,
                "A target group has a protocol, a port and a VPC, attributes that there are, and a health check that can pass",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource group : template.resources(Forwarding.TARGET_GROUP)) {
            Value properties = Value.of(group);
            Value type = properties.member("TargetType");
            boolean isLambda = type.isPresent()
                    && type.literal().filter(text -> !text.equals("lambda")).isEmpty();
            for (String needed : isLambda ? List.<String>of() : List.of("Protocol", "Port", "VpcId")) {
                if (properties.member(needed).isAbsent()) {
                    findings.add(group.position(), group.name() + " needs " + needed, "");
                }
            }
            properties.at("TargetGroupAttributes.*").forEach(attribute -> attribute(attribute, findings));
        }
        for (Resource service : template.resources(Containers.SERVICE)) {
            for (Value balancer : Value.of(service).at("LoadBalancers.*")) {
                template.resource(balancer.member("TargetGroupArn"), Forwarding.TARGET_GROUP)
                        .ifPresent(group -> behind(template, group, balancer.member("ContainerPort"), findings));
            }
        }
    }

    private static void attribute(Value attribute, Findings findings) {
        Value key = attribute.member("Key");
        key.literal()
                .filter(text -> !ATTRIBUTES.contains(text))
                .ifPresent(text -> findings.add(
                        key.position(), "a target group has no attribute " + text, Nearest.hint(text, ATTRIBUTES)));
        Value value = attribute.member("Value");
        boolean isDelay = key.literal().filter(DELAY::equals).isPresent();
        value.literal()
                .filter(text ->
                        isDelay && (value.number().isEmpty() || value.number().getAsInt() > 3600))
                .ifPresent(text -> findings.add(
                        value.position(), DELAY + " is a number of seconds from 0 to 3600, not " + text, ""));
    }

    private static void behind(CheckedTemplate template, Resource group, Value containerPort, Findings findings) {
        Value protocol = Value.of(group).member("Protocol");
        boolean isRouted = !Forwarding.rules(template, group).isEmpty();
        protocol.literal()
                .filter(text -> isRouted && !text.equals("HTTP") && !text.equals("HTTPS"))
                .ifPresent(text -> findings.add(
                        protocol.position(),
                        "an application load balancer forwards by HTTP or HTTPS, not " + text,
                        "write Protocol: HTTP"));
        Value health = Value.of(group).member("HealthCheckPort");
        OptionalInt served = containerPort.number();
        if (health.number().isPresent()
                && served.isPresent()
                && !health.number().equals(served)) {
            findings.add(
                    health.position(),
                    "the health check asks port " + health.number().getAsInt() + ", and the container listens at "
                            + served.getAsInt(),
                    "leave HealthCheckPort out: the port of the traffic is the default");
        }
    }
}
