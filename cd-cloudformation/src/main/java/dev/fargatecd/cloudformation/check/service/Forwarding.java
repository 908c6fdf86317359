package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;

/** Which listeners and rules send requests where. */
final class Forwarding {
    static final String TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
    static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
    static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";

    private Forwarding() {}

    /** The listeners of the template that forward to the target group by default. */
    static List<Resource> listeners(CheckedTemplate template, Resource targetGroup) {
        return forwarding(template, LISTENER, "DefaultActions", targetGroup);
    }

    /** The rules of the template that forward to the target group. */
    static List<Resource> rules(CheckedTemplate template, Resource targetGroup) {
        return forwarding(template, RULE, "Actions", targetGroup);
    }

    /** The target groups of the template to which a service's tasks are registered. */
    static List<Resource> targetGroups(CheckedTemplate template, Resource service) {
        return Value.of(service).member("LoadBalancers").items().stream()
                .flatMap(balancer -> template.resource(balancer.member("TargetGroupArn"), TARGET_GROUP).stream())
                .toList();
    }

    private static List<Resource> forwarding(
            CheckedTemplate template, String type, String actions, Resource targetGroup) {
        return template.resources(type).stream()
                .filter(resource -> Value.of(resource).member(actions).items().stream()
                        .flatMap(action -> targets(action).stream())
                        .anyMatch(target -> template.resource(target, TARGET_GROUP)
                                .filter(targetGroup::equals)
                                .isPresent()))
                .toList();
    }

    private static List<Value> targets(Value action) {
        List<Value> targets = new ArrayList<>(List.of(action.member("TargetGroupArn")));
        action.member("ForwardConfig")
                .member("TargetGroups")
                .items()
                .forEach(group -> targets.add(group.member("TargetGroupArn")));
        return targets;
    }
}
