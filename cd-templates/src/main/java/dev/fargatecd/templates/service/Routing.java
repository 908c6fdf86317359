package dev.fargatecd.templates.service;

import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Endpoint;
import dev.fargatecd.templates.contract.EnvironmentExport;
import java.util.List;

/**
 * The target group and the listener rule: which requests reach the service's tasks, and which tasks are well.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html">Optimize
 *     load balancer health check parameters for Amazon ECS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html">
 *     Optimize load balancer connection draining parameters</a>
 */
record Routing(Delivery delivery, Endpoint endpoint) {
    static final String TARGET_GROUP = "TargetGroup";
    static final String LISTENER_RULE = "ListenerRule";

    void addTo(MapBuilder resources) {
        resources.put(TARGET_GROUP, targetGroup()).put(LISTENER_RULE, listenerRule());
    }

    private MapBuilder targetGroup() {
        return Yaml.map()
                .put("Type", "AWS::ElasticLoadBalancingV2::TargetGroup")
                .put(
                        "Properties",
                        Yaml.map()
                                .put("VpcId", ServiceTemplate.imported(EnvironmentExport.VPC_ID))
                                .put("TargetType", "ip")
                                .put("Protocol", "HTTP")
                                .put("Port", endpoint.port().value())
                                .put(
                                        "HealthCheckPath",
                                        endpoint.healthCheck().path().value())
                                .put("Matcher", Yaml.map().put("HttpCode", "200-299"))
                                .comment(
                                        "A new task serves after its first answer; one that fails is found out in 15 s.")
                                .put("HealthCheckIntervalSeconds", 5)
                                .put("HealthCheckTimeoutSeconds", 4)
                                .put("HealthyThresholdCount", 2)
                                .put("UnhealthyThresholdCount", 3)
                                .put(
                                        "TargetGroupAttributes",
                                        Yaml.list()
                                                .comment(
                                                        "How long a task that is being replaced may finish what it has begun; AWS's 300 s would add\n"
                                                                + "five minutes to every deployment.")
                                                .add(Yaml.map()
                                                        .put("Key", "deregistration_delay.timeout_seconds")
                                                        .put("Value", "10"))));
    }

    private MapBuilder listenerRule() {
        return Yaml.map()
                .put("Type", "AWS::ElasticLoadBalancingV2::ListenerRule")
                .put(
                        "Properties",
                        Yaml.map()
                                .put("ListenerArn", ServiceTemplate.imported(EnvironmentExport.LISTENER_ARN))
                                .put(
                                        "Priority",
                                        delivery.priority().orElseThrow().value())
                                .put(
                                        "Conditions",
                                        Yaml.list(List.of(Yaml.map()
                                                .put("Field", "path-pattern")
                                                .put(
                                                        "PathPatternConfig",
                                                        Yaml.map().put("Values", patterns())))))
                                .put(
                                        "Actions",
                                        Yaml.list(List.of(Yaml.map()
                                                .put("Type", "forward")
                                                .put("TargetGroupArn", Fn.ref(TARGET_GROUP))))));
    }

    /** The path itself and everything below it; of {@code /} that is one pattern. */
    private ListBuilder patterns() {
        ListBuilder patterns = Yaml.list();
        if (!endpoint.path().isRoot()) {
            patterns.add(endpoint.path().value());
        }
        return patterns.add(endpoint.path().slash("*"));
    }
}
