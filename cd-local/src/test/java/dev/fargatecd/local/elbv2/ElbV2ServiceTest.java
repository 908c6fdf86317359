package dev.fargatecd.local.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.gateway.OverHttp;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** The API, called over HTTP as any client of AWS would. */
final class ElbV2ServiceTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static LocalCloud cloud;
    private static ElasticLoadBalancingV2Client elb;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        elb = OverHttp.client(cloud, ElasticLoadBalancingV2Client.builder());
    }

    @AfterAll
    static void stop() {
        elb.close();
        cloud.close();
    }

    @Test
    void makesALoadBalancerThatIsActiveInItsSubnets() {
        LoadBalancer made = balancer("made");
        assertThat(made.loadBalancerArn())
                .matches("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/made/[0-9a-f]{16}");
        assertThat(made.dnsName()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(elb.waiter()
                        .waitUntilLoadBalancerAvailable(r -> r.loadBalancerArns(made.loadBalancerArn()))
                        .matched()
                        .response())
                .hasValueSatisfying(answer -> assertThat(
                                answer.loadBalancers().get(0).state().code())
                        .isEqualTo(LoadBalancerStateEnum.ACTIVE));
        assertThat(cloud.client(Ec2Client.class)
                        .describeNetworkInterfaces(r -> r.filters(Filter.builder()
                                .name("description")
                                .values("ELB app/made/*")
                                .build()))
                        .networkInterfaces())
                .hasSize(2);
    }

    @Test
    void refusesLoadBalancersThatAwsRefuses() {
        List<String> subnets = BalancerFixture.subnets(cloud);
        assertThatThrownBy(() -> elb.createLoadBalancer(r -> r.name("one-zone").subnets(subnets.get(0))))
                .hasMessageContaining("At least two subnets in two different Availability Zones must be specified");
        assertCode(
                "ValidationError",
                () -> elb.createLoadBalancer(r -> r.name("x".repeat(33)).subnets(subnets)));
        assertCode(
                "ValidationError",
                () -> elb.createLoadBalancer(r -> r.name("under_score").subnets(subnets)));
        assertCode(
                "SubnetNotFound",
                () -> elb.createLoadBalancer(r -> r.name("none").subnets("subnet-1", "subnet-2")));
        assertCode(
                "InvalidSecurityGroup",
                () -> elb.createLoadBalancer(
                        r -> r.name("none").subnets(subnets).securityGroups("sg-none")));
        assertThatThrownBy(() -> elb.describeLoadBalancers(r -> r.names("none")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
    }

    @Test
    void answersTheSameLoadBalancerForTheSameSettings() {
        LoadBalancer made = balancer("same");
        assertThat(balancer("same").loadBalancerArn()).isEqualTo(made.loadBalancerArn());
        assertCode(
                "DuplicateLoadBalancerName",
                () -> elb.createLoadBalancer(
                        r -> r.name("same").scheme("internal").subnets(BalancerFixture.subnets(cloud))));
    }

    @Test
    void keepsAttributesAndProtectsFromDeletion() {
        String arn = balancer("protected").loadBalancerArn();
        assertThat(elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
                        .attributes())
                .contains(attribute("idle_timeout.timeout_seconds", "60"));
        elb.modifyLoadBalancerAttributes(
                r -> r.loadBalancerArn(arn).attributes(attribute("deletion_protection.enabled", "true")));
        assertCode("OperationNotPermitted", () -> elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
        assertCode(
                "NotImplemented",
                () -> elb.modifyLoadBalancerAttributes(
                        r -> r.loadBalancerArn(arn).attributes(attribute("access_logs.s3.enabled", "true"))));
        assertCode(
                "ValidationError",
                () -> elb.modifyLoadBalancerAttributes(
                        r -> r.loadBalancerArn(arn).attributes(attribute("colour", "red"))));
        elb.modifyLoadBalancerAttributes(
                r -> r.loadBalancerArn(arn).attributes(attribute("deletion_protection.enabled", "false")));
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn)); // deleting what is gone succeeds
    }

    @Test
    void givesATargetGroupItsDefaults() {
        TargetGroup made = group();
        assertThat(made.targetGroupArn())
                .matches("arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/group-\\d+/[0-9a-f]{16}");
        assertThat(made.healthCheckIntervalSeconds()).isEqualTo(30);
        assertThat(made.healthyThresholdCount()).isEqualTo(5);
        assertThat(made.unhealthyThresholdCount()).isEqualTo(2);
        assertThat(made.matcher().httpCode()).isEqualTo("200");
        assertThat(made.loadBalancerArns()).isEmpty();
        assertThat(elb.describeTargetGroupAttributes(r -> r.targetGroupArn(made.targetGroupArn()))
                        .attributes())
                .contains(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value("300")
                        .build());
        assertCode(
                "NotImplemented",
                () -> elb.modifyTargetGroupAttributes(r -> r.targetGroupArn(made.targetGroupArn())
                        .attributes(TargetGroupAttribute.builder()
                                .key("stickiness.enabled")
                                .value("true")
                                .build())));
    }

    @Test
    void changesHealthChecksWithinTheirLimits() {
        String arn = group().targetGroupArn();
        elb.modifyTargetGroup(r -> r.targetGroupArn(arn)
                .healthCheckPath("/up")
                .healthCheckIntervalSeconds(10)
                .matcher(m -> m.httpCode("200-299,301")));
        TargetGroup changed = elb.describeTargetGroups(r -> r.targetGroupArns(arn))
                .targetGroups()
                .get(0);
        assertThat(changed.healthCheckPath()).isEqualTo("/up");
        assertThat(changed.healthCheckIntervalSeconds()).isEqualTo(10);
        assertCode(
                "ValidationError",
                () -> elb.modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckTimeoutSeconds(10)));
        assertCode(
                "ValidationError",
                () -> elb.modifyTargetGroup(r -> r.targetGroupArn(arn).matcher(m -> m.httpCode("20x"))));
    }

    @Test
    void showsWhichLoadBalancerUsesATargetGroupAndKeepsItUntilNoneDoes() {
        LoadBalancer balancer = balancer("user");
        String listener = listener(balancer, 80);
        String group = group().targetGroupArn();
        String rule = elb.createRule(r -> r.listenerArn(listener)
                        .priority(7)
                        .conditions(BalancerFixture.path("/a", "/a/*"))
                        .actions(BalancerFixture.forward(group)))
                .rules()
                .get(0)
                .ruleArn();
        assertThat(rule).startsWith(listener.replace(":listener/", ":listener-rule/") + "/");
        assertThat(elb.describeTargetGroups(r -> r.targetGroupArns(group))
                        .targetGroups()
                        .get(0)
                        .loadBalancerArns())
                .containsExactly(balancer.loadBalancerArn());
        assertThatThrownBy(() -> elb.deleteTargetGroup(r -> r.targetGroupArn(group)))
                .hasMessageContaining("Target group '" + group + "' is currently in use by a listener or a rule");
        String other = listener(balancer("other-user"), 80);
        assertCode(
                "TargetGroupAssociationLimit",
                () -> elb.createRule(r -> r.listenerArn(other)
                        .priority(1)
                        .conditions(BalancerFixture.path("/b"))
                        .actions(BalancerFixture.forward(group))));
        elb.deleteRule(r -> r.ruleArn(rule));
        elb.deleteTargetGroup(r -> r.targetGroupArn(group));
        assertCode("TargetGroupNotFound", () -> elb.describeTargetGroups(r -> r.targetGroupArns(group)));
    }

    @Test
    void keepsRulesInOrder() {
        String listener = listener(balancer("ordered"), 80);
        String first = rule(listener, 10);
        String second = rule(listener, 20);
        assertThatThrownBy(() -> rule(listener, 10))
                .isInstanceOf(PriorityInUseException.class)
                .hasMessageContaining("Priority '10' is currently in use");
        elb.setRulePriorities(r -> r.rulePriorities(priority(first, 20), priority(second, 10)));
        assertThat(elb.describeRules(r -> r.listenerArn(listener)).rules())
                .extracting(Rule::priority)
                .containsExactly("10", "20", "default");
        assertThat(elb.describeRules(r -> r.listenerArn(listener))
                        .rules()
                        .get(0)
                        .ruleArn())
                .isEqualTo(second);
        assertThat(elb.describeRules(r -> r.ruleArns(first))
                        .rules()
                        .get(0)
                        .conditions()
                        .get(0)
                        .values())
                .containsExactly("/10");
        assertCode("PriorityInUse", () -> elb.setRulePriorities(r -> r.rulePriorities(priority(first, 10))));
        String byDefault =
                elb.describeRules(r -> r.listenerArn(listener)).rules().get(2).ruleArn();
        assertCode("OperationNotPermitted", () -> elb.deleteRule(r -> r.ruleArn(byDefault)));
    }

    @Test
    void refusesRulesAndListenersThatAwsRefusesOrThatAreNotSupported() {
        LoadBalancer balancer = balancer("strict");
        String listener = listener(balancer, 80);
        assertCode("DuplicateListener", () -> listener(balancer, 80));
        assertCode(
                "ValidationError",
                () -> elb.createListener(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                        .port(443)
                        .protocol("TCP")
                        .defaultActions(BalancerFixture.fixed("404", ""))));
        assertCode(
                "ValidationError",
                () -> elb.createRule(r -> r.listenerArn(listener)
                        .priority(50_001)
                        .conditions(BalancerFixture.path("/a"))
                        .actions(BalancerFixture.fixed("200", ""))));
        assertCode(
                "ValidationError",
                () -> elb.createRule(r -> r.listenerArn(listener)
                        .priority(1)
                        .conditions(BalancerFixture.path("/1", "/2", "/3", "/4", "/5", "/6"))
                        .actions(BalancerFixture.fixed("200", ""))));
        assertCode(
                "ValidationError",
                () -> elb.createRule(r -> r.listenerArn(listener)
                        .priority(1)
                        .conditions(BalancerFixture.path("/a b"))
                        .actions(BalancerFixture.fixed("200", ""))));
        assertCode(
                "TargetGroupNotFound",
                () -> elb.createRule(r -> r.listenerArn(listener)
                        .priority(1)
                        .conditions(BalancerFixture.path("/a"))
                        .actions(BalancerFixture.forward("arn:none"))));
    }

    @Test
    void registersOnlyAddressesThatALoadBalancerReaches() {
        String group = group().targetGroupArn();
        assertCode("ValidationError", () -> register(group, "8.8.8.8"));
        assertCode("ValidationError", () -> register(group, "host"));
        register(group, "172.31.0.200");
        assertThat(elb.describeTargetHealth(r -> r.targetGroupArn(group)).targetHealthDescriptions())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.target().availabilityZone()).isEqualTo("us-east-1a");
                    assertThat(shown.healthCheckPort()).isEqualTo("5000");
                    assertThat(shown.targetHealth().stateAsString()).isEqualTo("unused");
                    assertThat(shown.targetHealth().reasonAsString()).isEqualTo("Target.NotInUse");
                });
    }

    @Test
    void tagsWhateverHasAnArn() {
        String arn = group().targetGroupArn();
        elb.addTags(r -> r.resourceArns(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").build()));
        elb.removeTags(r -> r.resourceArns(arn).tagKeys("a"));
        assertThat(elb.describeTags(r -> r.resourceArns(arn))
                        .tagDescriptions()
                        .get(0)
                        .tags())
                .extracting(Tag::key)
                .containsExactly("b");
        assertCode("TargetGroupNotFound", () -> elb.describeTags(r -> r.resourceArns(arn + "0")));
    }

    private static LoadBalancer balancer(String name) {
        return elb.createLoadBalancer(
                        r -> r.name(name).subnets(BalancerFixture.subnets(cloud).subList(0, 2)))
                .loadBalancers()
                .get(0);
    }

    private static String listener(LoadBalancer balancer, int port) {
        return elb.createListener(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                        .port(port)
                        .protocol("HTTP")
                        .defaultActions(BalancerFixture.fixed("404", "")))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static TargetGroup group() {
        return elb.createTargetGroup(r -> r.name("group-" + NUMBER.incrementAndGet())
                        .protocol("HTTP")
                        .port(5000)
                        .vpcId(BalancerFixture.vpc(cloud))
                        .targetType("ip"))
                .targetGroups()
                .get(0);
    }

    private static String rule(String listener, int priority) {
        return elb.createRule(r -> r.listenerArn(listener)
                        .priority(priority)
                        .conditions(BalancerFixture.path("/" + priority))
                        .actions(BalancerFixture.fixed("200", "")))
                .rules()
                .get(0)
                .ruleArn();
    }

    private static void register(String group, String address) {
        elb.registerTargets(r -> r.targetGroupArn(group)
                .targets(TargetDescription.builder().id(address).build()));
    }

    private static RulePriorityPair priority(String rule, int priority) {
        return RulePriorityPair.builder().ruleArn(rule).priority(priority).build();
    }

    private static LoadBalancerAttribute attribute(String key, String value) {
        return LoadBalancerAttribute.builder().key(key).value(value).build();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        ElasticLoadBalancingV2Exception thrown = catchThrowableOfType(ElasticLoadBalancingV2Exception.class, call);
        assertThat(thrown).as("refused with " + code).isNotNull();
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
    }
}
