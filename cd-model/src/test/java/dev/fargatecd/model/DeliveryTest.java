package dev.fargatecd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final ApplicationName SHOP = new ApplicationName("shop");
    private static final Environment TEST = Environment.of(new EnvironmentName("test"));
    private static final Environment SHARED = new Environment(
            new EnvironmentName("production"),
            new Network.Shared(new StackName("platform-production-environment"), true),
            new DesiredCount(2),
            Approval.REQUIRED);
    private static final Pipeline PIPELINE = new Pipeline(
            new Source.CodeCommit(new RepositoryName("shop"), new BranchName("main")),
            new Build(Optional.empty()),
            new Service(
                    new Endpoint(
                            new Port(8080),
                            new UrlPath("/shop"),
                            new HealthCheck(new UrlPath("/shop/health")),
                            Optional.empty()),
                    FargateSize.SMALLEST,
                    Variables.NONE));

    @Test
    void goesFromSourceToTheLastEnvironment() {
        assertThat(Delivery.of(SHOP, PIPELINE, List.of(TEST, SHARED)).stages())
                .extracting(Stage::name)
                .containsExactly("Source", "Build", "Test", "Production");
    }

    @Test
    void namesItsStacks() {
        Delivery delivery = Delivery.of(SHOP, PIPELINE, List.of(TEST, SHARED));
        assertThat(delivery.pipelineStack()).hasToString("shop-pipeline");
        assertThat(delivery.environmentStack(TEST)).hasToString("shop-test-environment");
        assertThat(delivery.serviceStack(TEST)).hasToString("shop-test-service");
        assertThat(delivery.environmentStack(SHARED)).hasToString("platform-production-environment");
        assertThat(delivery.ownEnvironments()).containsExactly(TEST);
    }

    @Test
    void takesTheDefinitionsPriorityOrDerivesOne() {
        assertThat(Delivery.of(SHOP, PIPELINE, List.of(TEST)).priority())
                .contains(Priority.derived(SHOP, new UrlPath("/shop")));
        assertThat(Delivery.of(SHOP, List.of(TEST)).priority()).isEmpty();
    }

    @Test
    void hasNoStagesWithoutAService() {
        assertThat(Delivery.of(SHOP, List.of(TEST)).stages()).isEmpty();
    }

    @Test
    void refusesNoneAndTooManyEnvironments() {
        assertThatThrownBy(() -> Delivery.of(SHOP, PIPELINE, List.of())).hasMessageContaining("has 0; allowed: 1–6");
        List<Environment> seven = IntStream.range(0, 7)
                .mapToObj(i -> Environment.of(new EnvironmentName("e" + i)))
                .toList();
        assertThatThrownBy(() -> Delivery.of(SHOP, PIPELINE, seven)).hasMessageContaining("has 7; allowed: 1–6");
    }

    @Test
    void refusesTwoEnvironmentsOfOneName() {
        assertThatThrownBy(() -> Delivery.of(SHOP, PIPELINE, List.of(TEST, TEST)))
                .hasMessageContaining("test twice");
    }

    @Test
    void refusesWhatMeansNothingWithoutAService() {
        assertThatThrownBy(() -> Delivery.of(SHOP, List.of(SHARED))).hasMessageStartingWith("stack ");
        Environment two = new Environment(TEST.name(), TEST.network(), new DesiredCount(2), Approval.NONE);
        assertThatThrownBy(() -> Delivery.of(SHOP, List.of(two))).hasMessageStartingWith("desired-count ");
        Environment approved = new Environment(TEST.name(), TEST.network(), DesiredCount.ONE, Approval.REQUIRED);
        assertThatThrownBy(() -> Delivery.of(SHOP, List.of(approved))).hasMessageStartingWith("approval ");
    }
}
