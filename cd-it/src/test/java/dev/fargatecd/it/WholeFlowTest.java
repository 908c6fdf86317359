package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Deliveries.Kept;
import dev.fargatecd.aws.DeliveryException;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Failure;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.StackName;
import dev.fargatecd.model.SubnetId;
import dev.fargatecd.model.VpcId;
import dev.fargatecd.templates.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** A delivery's life, in the order in which somebody lives it. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeFlowTest {
    private final Delivery delivery = Greeter.delivery("greeter");
    private final Browser browser = new Browser();
    private TargetCloud target;
    private Deliveries deliveries;
    private SourceTree source;
    private String served = "";
    private String dockerfile = "";

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        target = openTarget();
        deliveries = target.deliveries();
        source = SourceTree.in(folder, delivery);
        dockerfile = Files.readString(folder.resolve("Dockerfile"));
    }

    /** The target that {@code -Dtarget} names; by default a cloud in this JVM, over HTTP. */
    TargetCloud openTarget() throws IOException {
        return TargetCloud.open();
    }

    @AfterAll
    void close() {
        target.close();
    }

    @Test
    @Order(1)
    void bringsTheFirstCommitToProduction() throws Exception {
        served = source.commit("Say hello");
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, served, StopAt.END);
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertServed(served);
        assertThat(browser.get(url("test") + "/hello").body()).isEqualTo("Hello World!");
    }

    @Test
    @Order(2)
    void changesNothingWhenPutInPlaceAgain() {
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        assertThat(deliveries.plan(delivery, Rendering.of(delivery)))
                .allSatisfy(plan -> assertThat(plan.changes()).isEmpty());
    }

    @Test
    @Order(2)
    void namesAFreePriorityWhereAnotherServiceHasIts() {
        ElasticLoadBalancingV2Client balancers = target.client(ElasticLoadBalancingV2Client.class);
        String listener = deliveries
                .stacks()
                .resource("greeter-test-environment", "AWS::ElasticLoadBalancingV2::Listener")
                .orElseThrow();
        int priority = Greeter.delivery("neighbour").priority().orElseThrow().value();
        String rule = balancers
                .createRule(request -> request.listenerArn(listener)
                        .priority(priority)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values("/neighbour/*")
                                .build())
                        .actions(Action.builder()
                                .type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(fixed -> fixed.statusCode("204"))
                                .build()))
                .rules()
                .get(0)
                .ruleArn();
        Environment shared = new Environment(
                new EnvironmentName("test"),
                new Network.Shared(new StackName("greeter-test-environment"), true),
                DesiredCount.ONE,
                Approval.NONE);
        Delivery neighbour = Greeter.delivery("neighbour", List.of(shared));
        assertThatThrownBy(() -> deliveries.plan(neighbour, Rendering.of(neighbour)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("has priority " + priority);
        balancers.deleteRule(request -> request.ruleArn(rule));
    }

    @Test
    @Order(2)
    void refusesToChangeAnExportThatAnotherStackImports() {
        Environment moved = new Environment(
                new EnvironmentName("test"),
                new Network.Given(
                        new VpcId("vpc-0123456789abcdef0"),
                        List.of(new SubnetId("subnet-0123456789abcdef0"), new SubnetId("subnet-0123456789abcdef1")),
                        true),
                DesiredCount.ONE,
                Approval.NONE);
        Delivery changed = Greeter.delivery("greeter", List.of(moved, Greeter.PRODUCTION));
        assertThat(deliveries.outdatedStacks(delivery, Rendering.of(delivery))).isEmpty();
        assertThat(deliveries.outdatedStacks(changed, Rendering.of(changed))).contains("greeter-test-environment");
        assertThatThrownBy(() -> deliveries.plan(changed, Rendering.of(changed)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining(
                        "stack greeter-test-environment can't be changed: its export " + "greeter-test-environment-")
                .hasMessageContaining("stack greeter-test-service imports it");
        assertThatThrownBy(() -> deliveries.up(changed, Rendering.of(changed), source.gitDirectory(), "HEAD"))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("greeter-test-service imports it");
        assertThat(deliveries.plan(delivery, Rendering.of(delivery)))
                .allSatisfy(plan -> assertThat(plan.changed()).isFalse());
    }

    @Test
    @Order(3)
    void bringsTheNextCommitWithoutAFailedRequest() throws Exception {
        source.replace("Hello.java", "Hello World!", "Hello again!");
        String commit = source.commit("Say hello again");
        Browser.Visits visits = browser.visit(url("production") + "/hello");
        Execution execution;
        try (visits) {
            deliveries.push(delivery, source.gitDirectory(), "HEAD");
            execution = deliveries.follow(delivery, commit, StopAt.END);
        }
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(visits.failures()).isEmpty();
        assertThat(visits.count()).isPositive();
        served = commit;
        assertServed(served);
        assertThat(browser.get(url("production") + "/hello").body()).isEqualTo("Hello again!");
    }

    @Test
    @Order(4)
    void releasesTheSameCommitTwice() throws Exception {
        String pipeline = deliveries.state(delivery).pipeline().orElseThrow();
        String id = deliveries.executions().start(pipeline);
        Execution execution = deliveries.executions().followExecution(pipeline, id, StopAt.END, Duration.ofMinutes(2));
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertServed(served);
    }

    @Test
    @Order(5)
    void keepsServingWhenABuildFails() throws Exception {
        source.write("Dockerfile", "FROM nowhere.example/unheard-of:1\n");
        Failure failure = pushAndFail("Break the build");
        assertThat(failure.where()).contains("Build");
        assertThat(String.join("\n", failure.evidence())).contains("unheard-of");
        assertServed(served);
    }

    @Test
    @Order(6)
    void keepsServingWhenTheContainerExits() throws Exception {
        source.write(
                "Dockerfile",
                "FROM public.ecr.aws/docker/library/eclipse-temurin:17\nENTRYPOINT [\"java\", \"/app/Missing.java\"]\n");
        Failure failure = pushAndFail("Break the start");
        assertThat(failure.where()).contains("Test");
        assertThat(failure.why()).contains("Circuit Breaker");
        assertThat(String.join("\n", failure.evidence())).contains("Essential container in task exited");
        assertThat(environmentCommit("production")).isEqualTo(served);
        assertThat(browser.get(url("production") + "/version").body()).isEqualTo(served);
        assertThat(browser.get(url("test") + "/version").body()).isEqualTo(served);
    }

    @Test
    @Order(7)
    void goesAwayAndComesBack() throws Exception {
        Map<Kept, String> kept = deliveries.down(delivery, Set.of(Kept.IMAGES));
        assertThat(kept).containsOnlyKeys(Kept.SOURCES, Kept.ARTIFACTS);
        assertThat(deliveries.state(delivery).environments())
                .allSatisfy(environment ->
                        assertThat(environment.environmentStack()).isEmpty());

        source.write("Dockerfile", dockerfile);
        served = source.commit("Mend the start");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, served, StopAt.END);
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertServed(served);
    }

    private Failure pushAndFail(String message) throws Exception {
        String commit = source.commit(message);
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, commit, StopAt.END);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        return deliveries.state(delivery).failure().orElseThrow();
    }

    private void assertServed(String commit) throws Exception {
        for (String environment : new String[] {"test", "production"}) {
            assertThat(environmentCommit(environment)).isEqualTo(commit);
            assertThat(browser.get(url(environment) + "/version").body()).isEqualTo(commit);
        }
    }

    private String environmentCommit(String name) {
        return environment(name).commit().orElseThrow();
    }

    private String url(String name) {
        return environment(name).url().orElseThrow();
    }

    private EnvironmentState environment(String name) {
        DeliveryState state = deliveries.state(delivery);
        return state.environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
