package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The types of Elastic Load Balancing. Names have at most 32 characters. */
final class BalancerTypes {
    private static final Tagging<ElasticLoadBalancingV2Client> TAGGING = new Tagging<>() {
        @Override
        public void tag(ElasticLoadBalancingV2Client elb, PhysicalResource resource, Map<String, String> tags) {
            elb.addTags(request -> request.resourceArns(resource.id())
                    .tags(tags.entrySet().stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList()));
        }

        @Override
        public void untag(ElasticLoadBalancingV2Client elb, PhysicalResource resource, List<String> keys) {
            elb.removeTags(request -> request.resourceArns(resource.id()).tagKeys(keys));
        }
    };

    private BalancerTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(loadBalancer(), targetGroup(), listener(), rule());
    }

    private static ResourceType<ElasticLoadBalancingV2Client> loadBalancer() {
        return ResourceType.of("AWS::ElasticLoadBalancingV2::LoadBalancer", ElasticLoadBalancingV2Client.class)
                .named(NameRule.of("Name", 32))
                .create(
                        CreateLoadBalancerRequest::builder,
                        ElasticLoadBalancingV2Client::createLoadBalancer,
                        made -> made.loadBalancers().get(0).loadBalancerArn())
                .setting(
                        "LoadBalancerAttributes",
                        (elb, balancer) -> elb.modifyLoadBalancerAttributes(ResourceType.request(
                                ModifyLoadBalancerAttributesRequest::builder,
                                balancer.properties()
                                        .only("LoadBalancerAttributes")
                                        .renamed("LoadBalancerAttributes", "Attributes")
                                        .with("LoadBalancerArn", balancer.id()))))
                .update(
                        ResourceType.names("Subnets", "SubnetMappings"),
                        (elb, balancer) -> elb.setSubnets(ResourceType.request(
                                SetSubnetsRequest::builder,
                                balancer.properties()
                                        .only("Subnets", "SubnetMappings")
                                        .with("LoadBalancerArn", balancer.id()))))
                .update(
                        ResourceType.names("SecurityGroups"),
                        (elb, balancer) -> elb.setSecurityGroups(ResourceType.request(
                                SetSecurityGroupsRequest::builder,
                                balancer.properties().only("SecurityGroups").with("LoadBalancerArn", balancer.id()))))
                .update(
                        ResourceType.names("IpAddressType"),
                        (elb, balancer) -> elb.setIpAddressType(ResourceType.request(
                                SetIpAddressTypeRequest::builder,
                                balancer.properties().only("IpAddressType").with("LoadBalancerArn", balancer.id()))))
                .defaulting("IpAddressType", "ipv4")
                .tags(TAGGING)
                .readyWhen((elb, balancer) -> seen(elb, balancer).state().code() == LoadBalancerStateEnum.ACTIVE)
                .attributes((elb, balancer) -> {
                    LoadBalancer seen = seen(elb, balancer);
                    return Map.of(
                            "LoadBalancerArn", balancer.id(),
                            "LoadBalancerName", seen.loadBalancerName(),
                            "LoadBalancerFullName", behind("loadbalancer/", balancer.id()),
                            "DNSName", seen.dnsName(),
                            "CanonicalHostedZoneID", text(seen.canonicalHostedZoneId()),
                            "SecurityGroups", seen.securityGroups());
                })
                .deletedBy(
                        (elb, balancer) -> elb.deleteLoadBalancer(request -> request.loadBalancerArn(balancer.id())));
    }

    private static LoadBalancer seen(ElasticLoadBalancingV2Client elb, PhysicalResource balancer) {
        return elb.describeLoadBalancers(request -> request.loadBalancerArns(balancer.id()))
                .loadBalancers()
                .get(0);
    }

    private static final String[] HEALTH = {
        "HealthCheckEnabled",
        "HealthCheckIntervalSeconds",
        "HealthCheckPath",
        "HealthCheckPort",
        "HealthCheckProtocol",
        "HealthCheckTimeoutSeconds",
        "HealthyThresholdCount",
        "UnhealthyThresholdCount",
        "Matcher"
    };

    private static ResourceType<ElasticLoadBalancingV2Client> targetGroup() {
        return ResourceType.of("AWS::ElasticLoadBalancingV2::TargetGroup", ElasticLoadBalancingV2Client.class)
                .named(NameRule.of("Name", 32))
                .create(
                        CreateTargetGroupRequest::builder,
                        ElasticLoadBalancingV2Client::createTargetGroup,
                        made -> made.targetGroups().get(0).targetGroupArn())
                .setting(
                        "TargetGroupAttributes",
                        (elb, group) -> elb.modifyTargetGroupAttributes(ResourceType.request(
                                ModifyTargetGroupAttributesRequest::builder,
                                group.properties()
                                        .only("TargetGroupAttributes")
                                        .renamed("TargetGroupAttributes", "Attributes")
                                        .with("TargetGroupArn", group.id()))))
                .members(
                        "Targets",
                        target -> target.path("Id").asText() + ":"
                                + target.path("Port").asText(),
                        (elb, group, target) -> elb.registerTargets(request -> request.targetGroupArn(group.id())
                                .targets(ResourceType.request(TargetDescription::builder, Properties.of(target)))),
                        (elb, group, target) -> elb.deregisterTargets(request -> request.targetGroupArn(group.id())
                                .targets(ResourceType.request(TargetDescription::builder, Properties.of(target)))))
                .update(
                        ResourceType.names(HEALTH),
                        (elb, group) -> elb.modifyTargetGroup(ResourceType.request(
                                ModifyTargetGroupRequest::builder,
                                group.properties().only(HEALTH).with("TargetGroupArn", group.id()))))
                .tags(TAGGING)
                .attributes((elb, group) -> {
                    TargetGroup seen = elb.describeTargetGroups(request -> request.targetGroupArns(group.id()))
                            .targetGroups()
                            .get(0);
                    return Map.of(
                            "TargetGroupArn", group.id(),
                            "TargetGroupName", seen.targetGroupName(),
                            "TargetGroupFullName",
                                    group.id().substring(group.id().indexOf("targetgroup/")),
                            "LoadBalancerArns", seen.loadBalancerArns());
                })
                .reads((elb, group) -> {
                    TargetGroup seen = elb.describeTargetGroups(request -> request.targetGroupArns(group.id()))
                            .targetGroups()
                            .get(0);
                    return Map.of(
                            "HealthCheckPath", seen.healthCheckPath(),
                            "HealthCheckIntervalSeconds", seen.healthCheckIntervalSeconds(),
                            "HealthCheckTimeoutSeconds", seen.healthCheckTimeoutSeconds(),
                            "HealthyThresholdCount", seen.healthyThresholdCount(),
                            "UnhealthyThresholdCount", seen.unhealthyThresholdCount(),
                            "Matcher", Map.of("HttpCode", seen.matcher().httpCode()));
                })
                .deletedBy((elb, group) -> elb.deleteTargetGroup(request -> request.targetGroupArn(group.id())));
    }

    private static final String[] LISTENING = {
        "AlpnPolicy", "Certificates", "DefaultActions", "MutualAuthentication", "Port", "Protocol", "SslPolicy"
    };

    private static ResourceType<ElasticLoadBalancingV2Client> listener() {
        return ResourceType.of("AWS::ElasticLoadBalancingV2::Listener", ElasticLoadBalancingV2Client.class)
                .create(
                        CreateListenerRequest::builder,
                        ElasticLoadBalancingV2Client::createListener,
                        made -> made.listeners().get(0).listenerArn())
                .setting(
                        "ListenerAttributes",
                        (elb, listener) -> elb.modifyListenerAttributes(ResourceType.request(
                                ModifyListenerAttributesRequest::builder,
                                listener.properties()
                                        .only("ListenerAttributes")
                                        .renamed("ListenerAttributes", "Attributes")
                                        .with("ListenerArn", listener.id()))))
                .update(
                        ResourceType.names(LISTENING),
                        (elb, listener) -> elb.modifyListener(ResourceType.request(
                                ModifyListenerRequest::builder,
                                listener.properties().only(LISTENING).with("ListenerArn", listener.id()))))
                .tags(TAGGING)
                .attributes((elb, listener) -> Map.of("ListenerArn", listener.id()))
                .deletedBy((elb, listener) -> elb.deleteListener(request -> request.listenerArn(listener.id())));
    }

    private static ResourceType<ElasticLoadBalancingV2Client> rule() {
        return ResourceType.of("AWS::ElasticLoadBalancingV2::ListenerRule", ElasticLoadBalancingV2Client.class)
                .create(
                        CreateRuleRequest::builder,
                        ElasticLoadBalancingV2Client::createRule,
                        made -> made.rules().get(0).ruleArn())
                .update(
                        ResourceType.names("Actions", "Conditions", "Transforms"),
                        (elb, rule) -> elb.modifyRule(ResourceType.request(
                                ModifyRuleRequest::builder,
                                rule.properties()
                                        .only("Actions", "Conditions", "Transforms")
                                        .with("RuleArn", rule.id()))))
                .update(
                        ResourceType.names("Priority"),
                        (elb, rule) -> elb.setRulePriorities(request -> request.rulePriorities(ResourceType.request(
                                RulePriorityPair::builder,
                                rule.properties().only("Priority").with("RuleArn", rule.id())))))
                .tags(TAGGING)
                .attributes((elb, rule) -> Map.of("RuleArn", rule.id(), "IsDefault", false))
                .deletedBy((elb, rule) -> elb.deleteRule(request -> request.ruleArn(rule.id())));
    }

    private static String behind(String marker, String arn) {
        return arn.substring(arn.indexOf(marker) + marker.length());
    }

    /** Balancers of the local cloud have no DNS zone. */
    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
