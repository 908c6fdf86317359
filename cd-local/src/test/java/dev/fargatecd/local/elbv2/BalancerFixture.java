package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.LocalCloud;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** A load balancer in the default VPC whose listener answers 404 where no rule matches, and what tests do with it. */
final class BalancerFixture implements AutoCloseable {
    static final int PORT = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger NUMBER = new AtomicInteger(10);

    final LocalCloud cloud;
    final ElasticLoadBalancingV2Client elb;
    final LoadBalancer balancer;
    final String listener;
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private int priority;

    BalancerFixture(LocalCloud cloud) {
        this.cloud = cloud;
        elb = cloud.client(ElasticLoadBalancingV2Client.class);
        balancer = elb.createLoadBalancer(r -> r.name("test-" + NUMBER.incrementAndGet())
                        .subnets(subnets(cloud).subList(0, 2)))
                .loadBalancers()
                .get(0);
        listener = elb.createListener(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                        .port(80)
                        .protocol("HTTP")
                        .defaultActions(fixed("404", "no such service")))
                .listeners()
                .get(0)
                .listenerArn();
    }

    @Override
    public void close() {
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(balancer.loadBalancerArn()));
    }

    /** The default VPC's subnets, one in each zone. */
    static List<String> subnets(LocalCloud cloud) {
        return cloud.client(Ec2Client.class).describeSubnets(r -> {}).subnets().stream()
                .filter(Subnet::defaultForAz)
                .map(Subnet::subnetId)
                .toList();
    }

    static String vpc(LocalCloud cloud) {
        return cloud.client(Ec2Client.class).describeVpcs(r -> {}).vpcs().get(0).vpcId();
    }

    static Action fixed(String status, String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(fixed ->
                        fixed.statusCode(status).contentType("text/plain").messageBody(body))
                .build();
    }

    static Action forward(String group) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group)
                .build();
    }

    static RuleCondition path(String... patterns) {
        return RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(config -> config.values(patterns))
                .build();
    }

    URI uri(String path) {
        return URI.create("http://" + balancer.dnsName() + path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A group that drains for at most five seconds. */
    String group() {
        String arn = elb.createTargetGroup(r -> r.name("group-" + NUMBER.incrementAndGet())
                        .protocol("HTTP")
                        .port(PORT)
                        .vpcId(vpc(cloud))
                        .targetType("ip")
                        .healthCheckPath("/health"))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        drainFor(arn, 5);
        return arn;
    }

    void drainFor(String group, int seconds) {
        elb.modifyTargetGroupAttributes(r -> r.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(String.valueOf(seconds))
                        .build()));
    }

    void rule(Action action, RuleCondition... conditions) {
        elb.createRule(r -> r.listenerArn(listener)
                .priority(++priority)
                .conditions(conditions)
                .actions(action));
    }

    /** A group for the path, with the program in it, healthy. */
    String serve(String path, InetSocketAddress program) throws Exception {
        String group = group();
        rule(forward(group), path(path));
        awaitState(group, register(group, program), "healthy");
        return group;
    }

    /** Gives the program a private address and registers that; answers the address. */
    String register(String group, InetSocketAddress program) {
        String address = address();
        cloud.addresses().add(address, PORT, program);
        register(group, address);
        return address;
    }

    void register(String group, String address) {
        elb.registerTargets(r -> r.targetGroupArn(group).targets(target(address)));
    }

    void deregister(String group, String address) {
        elb.deregisterTargets(r -> r.targetGroupArn(group).targets(target(address)));
    }

    static String address() {
        int number = NUMBER.incrementAndGet();
        return "172.31." + number / 250 + "." + (number % 250 + 4);
    }

    TargetHealth health(String group, String address) {
        return elb.describeTargetHealth(r -> r.targetGroupArn(group).targets(target(address)))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
    }

    void awaitState(String group, String address, String state) throws Exception {
        cloud.journal()
                .until(
                        address + " to be " + state,
                        PATIENCE,
                        () -> Optional.of(health(group, address).stateAsString())
                                .filter(state::equals))
                .get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    }

    void attribute(String key, String value) {
        elb.modifyLoadBalancerAttributes(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                .attributes(
                        LoadBalancerAttribute.builder().key(key).value(value).build()));
    }

    private static TargetDescription target(String address) {
        return TargetDescription.builder().id(address).port(PORT).build();
    }
}
