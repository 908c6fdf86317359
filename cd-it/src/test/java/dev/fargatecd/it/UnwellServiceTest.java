package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Failure;
import dev.fargatecd.aws.ProgressEvent;
import dev.fargatecd.aws.StackStatus;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A service that is unwell from its first delivery on, then mended, then unwell again. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UnwellServiceTest {
    private static final String FROM_ENVIRONMENT = "int port = Integer.parseInt(System.getenv(\"PORT\"));";
    private static final String FIXED = "int port = " + Greeter.PORT + ";";

    private final Delivery delivery = Greeter.impatient("unwell");
    private final Browser browser = new Browser();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private TargetCloud target;
    private Deliveries deliveries;
    private SourceTree source;
    private String served = "";

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        target = TargetCloud.open();
        deliveries = target.deliveries(event -> {
            if (event instanceof ProgressEvent.Note note) {
                notes.add(note.sentence());
            }
        });
        source = SourceTree.in(folder, delivery);
    }

    @AfterAll
    void close() {
        target.close();
    }

    @Test
    @Order(1)
    void saysThatAProgramIgnoresItsPort() throws Exception {
        source.replace("Hello.java", FROM_ENVIRONMENT, FIXED);
        String commit = source.commit("Listen where it likes");
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, commit, StopAt.END);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        DeliveryState state = deliveries.state(delivery);
        Failure failure = state.failure().orElseThrow();
        assertThat(failure.where()).contains("Test");
        assertThat(String.join("\n", failure.evidence())).contains("PORT");
        assertThat(environment("test").serviceStack()).contains(StackStatus.ROLLBACK_COMPLETE);
        assertThat(environment("production").serviceStack()).isEmpty();
    }

    @Test
    @Order(2)
    void makesAServiceAnewThatNeverServed() throws Exception {
        source.replace("Hello.java", FIXED, FROM_ENVIRONMENT);
        served = source.commit("Listen where told");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, served, StopAt.END);
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(notes).anyMatch(note -> note.contains("unwell-test-service is in ROLLBACK_COMPLETE"));
        assertServes("production");
    }

    @Test
    @Order(3)
    void keepsServingWhenTheHealthCheckNeverPasses() throws Exception {
        source.replace("Hello.java", "sendResponseHeaders(200", "sendResponseHeaders(500");
        String commit = source.commit("Be unwell");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, commit, StopAt.END);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        Failure failure = deliveries.state(delivery).failure().orElseThrow();
        assertThat(failure.why()).contains("Circuit Breaker");
        assertThat(String.join("\n", failure.evidence())).contains("failed ELB health checks");
        assertServes("test");
        assertServes("production");
    }

    private void assertServes(String name) throws Exception {
        EnvironmentState environment = environment(name);
        assertThat(environment.commit()).contains(served);
        assertThat(browser.get(environment.url().orElseThrow() + "/version").body())
                .isEqualTo(served);
    }

    private EnvironmentState environment(String name) {
        return deliveries.state(delivery).environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
