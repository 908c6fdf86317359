package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.network.AddressTable;
import dev.fargatecd.local.tls.KeyRing;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.waiters.ElasticLoadBalancingV2Waiter;

/**
 * Elastic Load Balancing: application load balancers that really balance.
 *
 * <p>Calls of the API run one at a time, for most look at several kinds of resources before they change one; requests
 * to load balancers don't wait for them.
 */
public final class ElbV2Service implements ElasticLoadBalancingV2Client {
    private final CloudContext cloud;
    private final Frontend frontend;
    private final Balancers balancers;
    private final TargetGroups groups;
    private final Listeners listeners;
    private final Rules rules;
    private final Registrations registrations;
    private final ElbTagging tagging;

    public ElbV2Service(CloudContext cloud, AddressTable addresses, KeyRing keys) {
        this.cloud = cloud;
        ElbTables tables = new ElbTables(cloud.store());
        frontend = new Frontend(cloud.ids());
        Targets targets = new Targets(cloud, tables, new HealthChecker(addresses, cloud.work(), frontend::freshClient));
        frontend.serve(targets, addresses);
        ListenerCertificates certificates = new ListenerCertificates(tables, keys);
        Traffic traffic = new Traffic(cloud, tables, frontend, targets, certificates);
        Actions actions = new Actions(tables);
        Placement placement = new Placement(cloud.clients());
        listeners = new Listeners(cloud, tables, traffic, actions, certificates);
        rules = new Rules(cloud, tables, listeners, traffic, actions);
        balancers = new Balancers(cloud, tables, traffic, listeners, placement);
        groups = new TargetGroups(cloud, tables, targets, placement);
        registrations = new Registrations(tables, groups, targets, placement);
        tagging = new ElbTagging(tables, rules);
    }

    @Override
    public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
        return alone(scope -> balancers.create(scope, request));
    }

    @Override
    public DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
        return alone(scope -> balancers.delete(scope, request));
    }

    @Override
    public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
        return alone(scope -> balancers.describe(scope, request));
    }

    @Override
    public DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
            DescribeLoadBalancerAttributesRequest request) {
        return alone(scope -> balancers.attributes(scope, request));
    }

    @Override
    public ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(
            ModifyLoadBalancerAttributesRequest request) {
        return alone(scope -> balancers.modify(scope, request));
    }

    @Override
    public SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
        return alone(scope -> balancers.setSubnets(scope, request));
    }

    @Override
    public SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
        return alone(scope -> balancers.setSecurityGroups(scope, request));
    }

    @Override
    public CreateTargetGroupResponse createTargetGroup(CreateTargetGroupRequest request) {
        return alone(scope -> groups.create(scope, request));
    }

    @Override
    public ModifyTargetGroupResponse modifyTargetGroup(ModifyTargetGroupRequest request) {
        return alone(scope -> groups.modify(scope, request));
    }

    @Override
    public DeleteTargetGroupResponse deleteTargetGroup(DeleteTargetGroupRequest request) {
        return alone(scope -> groups.delete(scope, request));
    }

    @Override
    public DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
        return alone(scope -> groups.describe(scope, request));
    }

    @Override
    public DescribeTargetGroupAttributesResponse describeTargetGroupAttributes(
            DescribeTargetGroupAttributesRequest request) {
        return alone(scope -> groups.attributes(scope, request));
    }

    @Override
    public ModifyTargetGroupAttributesResponse modifyTargetGroupAttributes(ModifyTargetGroupAttributesRequest request) {
        return alone(scope -> groups.modify(scope, request));
    }

    @Override
    public CreateListenerResponse createListener(CreateListenerRequest request) {
        return alone(scope -> listeners.create(scope, request));
    }

    @Override
    public ModifyListenerResponse modifyListener(ModifyListenerRequest request) {
        return alone(scope -> listeners.modify(scope, request));
    }

    @Override
    public DeleteListenerResponse deleteListener(DeleteListenerRequest request) {
        return alone(scope -> listeners.delete(scope, request));
    }

    @Override
    public DescribeListenersResponse describeListeners(DescribeListenersRequest request) {
        return alone(scope -> listeners.describe(scope, request));
    }

    @Override
    public AddListenerCertificatesResponse addListenerCertificates(AddListenerCertificatesRequest request) {
        return alone(scope -> listeners.add(scope, request));
    }

    @Override
    public RemoveListenerCertificatesResponse removeListenerCertificates(RemoveListenerCertificatesRequest request) {
        return alone(scope -> listeners.remove(scope, request));
    }

    @Override
    public DescribeListenerCertificatesResponse describeListenerCertificates(
            DescribeListenerCertificatesRequest request) {
        return alone(scope -> listeners.describe(scope, request));
    }

    @Override
    public CreateRuleResponse createRule(CreateRuleRequest request) {
        return alone(scope -> rules.create(scope, request));
    }

    @Override
    public ModifyRuleResponse modifyRule(ModifyRuleRequest request) {
        return alone(scope -> rules.modify(scope, request));
    }

    @Override
    public DeleteRuleResponse deleteRule(DeleteRuleRequest request) {
        return alone(scope -> rules.delete(scope, request));
    }

    @Override
    public DescribeRulesResponse describeRules(DescribeRulesRequest request) {
        return alone(scope -> rules.describe(scope, request));
    }

    @Override
    public SetRulePrioritiesResponse setRulePriorities(SetRulePrioritiesRequest request) {
        return alone(scope -> rules.setPriorities(scope, request));
    }

    @Override
    public RegisterTargetsResponse registerTargets(RegisterTargetsRequest request) {
        return alone(scope -> registrations.register(scope, request));
    }

    @Override
    public DeregisterTargetsResponse deregisterTargets(DeregisterTargetsRequest request) {
        return alone(scope -> registrations.deregister(scope, request));
    }

    @Override
    public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        return alone(scope -> registrations.health(scope, request));
    }

    @Override
    public AddTagsResponse addTags(AddTagsRequest request) {
        return alone(scope -> tagging.add(scope, request));
    }

    @Override
    public RemoveTagsResponse removeTags(RemoveTagsRequest request) {
        return alone(scope -> tagging.remove(scope, request));
    }

    @Override
    public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return alone(scope -> tagging.describe(scope, request));
    }

    /** The SDK's own waiter, asking more often: here nothing costs a round trip. */
    @Override
    public ElasticLoadBalancingV2Waiter waiter() {
        return ElasticLoadBalancingV2Waiter.builder()
                .client(cloud.clients().as(Caller.current(), ElasticLoadBalancingV2Client.class))
                .overrideConfiguration(configuration -> configuration
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(50)))
                        .maxAttempts(1200))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        frontend.close();
    }

    private synchronized <R> R alone(Function<Scope, R> call) {
        return call.apply(Caller.current().scope());
    }
}
