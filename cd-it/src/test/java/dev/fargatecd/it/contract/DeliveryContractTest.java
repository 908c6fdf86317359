package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Deliveries.Kept;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.WaitedInVainException;
import dev.fargatecd.it.Greeter;
import dev.fargatecd.it.SourceTree;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.LoadBalancerAnswers.Answer;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.Sequence;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: from nothing to a served commit, to the next one, past one that fails, and to nothing again. */
@ExtendWith(ContractSuite.class)
@Sequence
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeliveryContractTest {
    private static final String SERVICE = "the whole way";

    private final TargetCloud target;
    private final Deliveries deliveries;
    private final Delivery delivery;
    private final SourceTree source;
    private String served = "";

    DeliveryContractTest(TargetCloud target, @TempDir Path folder) throws Exception {
        this.target = target;
        deliveries = target.deliveries();
        delivery = Greeter.delivery(target.named("greeter"), List.of(Greeter.TEST));
        source = SourceTree.in(folder, delivery);
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit CreateRepository", "cloudformation CreateChangeSet", "codepipeline CreatePipeline"},
            reallyRuns = "the pushed commit is built, and the load balancer answers with its id")
    @Order(1)
    void aPushedCommitIsServed() throws Exception {
        served = source.commit("Say hello");
        target.willMake(
                "delivery " + delivery.application(), () -> deliveries.down(delivery, EnumSet.allOf(Kept.class)));
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        assertServed(followed(served));
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit GetBranch", "events PutRule", "ecs UpdateService"},
            reallyRuns = "the push alone starts the pipeline, and the load balancer answers with the new id")
    @Order(2)
    void theNextPushReplacesIt() throws Exception {
        source.replace("Hello.java", "Hello World!", "Hello again!");
        served = source.commit("Say hello again");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        assertServed(followed(served));
    }

    @Contract(
            service = SERVICE,
            needs = {"codepipeline ListActionExecutions", "codebuild BatchGetBuilds", "logs GetLogEvents"},
            reallyRuns = "the build fails by itself, and the commit before it goes on being served")
    @Order(3)
    void aCommitThatDoesNotBuildSaysWhyAndChangesNothing() throws Exception {
        source.write("Dockerfile", "FROM nowhere.example/unheard-of:1\n");
        String commit = source.commit("Break the build");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        Execution execution = followed(commit);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(String.join("\n", deliveries.failure(execution).orElseThrow().evidence()))
                .contains("unheard-of");
        assertAnswers();
    }

    @Contract(
            service = SERVICE,
            needs = {"cloudformation DeleteStack", "s3 DeleteObjects", "ecr DeleteRepository"},
            reallyRuns = "no stack of it is left, and nothing answers")
    @Order(4)
    void whatWasPutInPlaceCanBeTakenAway() {
        String url = url();
        deliveries.down(delivery, EnumSet.allOf(Kept.class));
        assertThat(deliveries.state(delivery).environments())
                .allSatisfy(environment ->
                        assertThat(environment.environmentStack()).isEmpty());
        assertThat(target.answers().get(url + "/version").map(Answer::status)).isNotEqualTo(Optional.of(200));
    }

    private Execution followed(String commit) {
        return deliveries.follow(delivery, commit, StopAt.END);
    }

    private void assertServed(Execution execution) {
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertAnswers();
    }

    private void assertAnswers() {
        String url = url();
        try {
            target.await(
                    "the commit at " + url,
                    () -> target.answers()
                            .get(url + "/version")
                            .filter(answer ->
                                    answer.status() == 200 && answer.body().equals(served)));
        } catch (WaitedInVainException vain) {
            throw new NotDoneException("the delivery is complete, but " + url + " does not answer with it", vain);
        }
    }

    private String url() {
        return deliveries.state(delivery).environments().stream()
                .findFirst()
                .flatMap(EnvironmentState::url)
                .orElseThrow();
    }
}
