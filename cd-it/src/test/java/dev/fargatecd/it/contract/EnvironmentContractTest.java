package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Stacks;
import dev.fargatecd.aws.WaitedInVainException;
import dev.fargatecd.it.Greeter;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.LoadBalancerAnswers.Answer;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.Sequence;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An environment and a service in it, by the stacks that a delivery is rendered to: they are there when they answer. */
@ExtendWith(ContractSuite.class)
@Sequence
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EnvironmentContractTest {
    private static final String TAG = "0123456789abcdef0123456789abcdef01234567";

    /** In place of the pipeline's stack: what the service's template imports from that. */
    private static final String PIPELINE = """
            Parameters:
              RepositoryArn: { Type: String }
            Resources:
              Boundary:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{ Effect: Allow, Action: "*", Resource: "*" }]
            Outputs:
              PermissionsBoundary:
                Value: !Ref Boundary
                Export: { Name: !Sub "${AWS::StackName}-PermissionsBoundary" }
              RepositoryArn:
                Value: !Ref RepositoryArn
                Export: { Name: !Sub "${AWS::StackName}-RepositoryArn" }
            """;

    private final TargetCloud target;
    private final Stacks stacks;
    private final Delivery delivery;
    private final Rendering rendering;
    private final String environment;
    private final String service;
    private String url = "";

    EnvironmentContractTest(TargetCloud target) {
        this.target = target;
        stacks = target.stacks();
        delivery = Greeter.delivery(target.named("served"), List.of(Greeter.TEST));
        rendering = Rendering.of(delivery);
        environment = delivery.environmentStack(Greeter.TEST).value();
        service = delivery.serviceStack(Greeter.TEST).value();
    }

    @Contract(
            service = "Elastic Load Balancing",
            needs = {"cloudformation ExecuteChangeSet", "ec2 CreateVpc", "elasticloadbalancing CreateListener"},
            reallyRuns = "a request to the load balancer is answered by its listener")
    @Order(1)
    void theLoadBalancerOfACompleteEnvironmentAnswers() {
        url = Optional.ofNullable(deploy(environment, text(Rendering.ENVIRONMENT), Map.of("EnvironmentName", "test"))
                        .get("Url"))
                .orElseThrow(() -> new NotDoneException("the stack is complete, but has no output Url"));
        awaitAnswer(
                "the environment is complete, but its load balancer does not answer at " + url,
                url,
                answer -> answer.status() == 404 && answer.body().contains("No service has this path."));
    }

    @Contract(
            service = "ECS",
            needs = {"cloudformation ExecuteChangeSet", "ecs CreateService", "ecr GetAuthorizationToken"},
            reallyRuns = "a request is answered by the pushed image's program, run as the service's task")
    @Order(2)
    void aServiceThatIsCompleteServesThePushedImage(@TempDir Path folder) throws Exception {
        ImageRepository images = ImageRepository.make(target, "served");
        images.push(TAG, folder, program(folder), "java", "-XX:TieredStopAtLevel=1", "-Xmx64m", "/app/Hello.java");
        deploy(delivery.pipelineStack().value(), PIPELINE, Map.of("RepositoryArn", images.arn()));
        deploy(
                service,
                text(Rendering.SERVICE),
                Map.of(
                        "Tag",
                        TAG,
                        "RepositoryUri",
                        images.uri(),
                        "EnvironmentName",
                        "test",
                        "EnvironmentStack",
                        environment));
        awaitAnswer(
                "the service's stack is complete, but nothing of the image answers",
                url + "/greeter/version",
                answer -> answer.status() == 200 && answer.body().equals(TAG));
    }

    @Contract(
            service = "ECS",
            needs = {"cloudformation DeleteStack", "ecs DeleteService"},
            reallyRuns = "the load balancer has no such path any more")
    @Order(3)
    void aDeletedServiceServesNoMore() {
        stacks.delete(service);
        assertThat(stacks.find(service)).isEmpty();
        awaitAnswer(
                "the service's stack is deleted, but it goes on answering",
                url + "/greeter/version",
                answer -> answer.status() == 404);
        stacks.delete(environment);
        stacks.delete(delivery.pipelineStack().value());
    }

    private String text(String template) {
        return rendering.file(template).orElseThrow().content();
    }

    private Map<String, String> deploy(String stack, String template, Map<String, String> parameters) {
        target.willMake("stack " + stack, () -> stacks.delete(stack));
        return stacks.deploy(new Stacks.Request(stack, template, parameters, Map.of()))
                .stack()
                .outputs();
    }

    private void awaitAnswer(String otherwise, String address, Predicate<Answer> right) {
        try {
            target.await(
                    "an answer from " + address,
                    () -> target.answers().get(address).filter(right));
        } catch (WaitedInVainException vain) {
            throw new NotDoneException(otherwise, vain);
        }
    }

    private static Path program(Path folder) throws IOException {
        Path file = folder.resolve("Hello.java");
        try (InputStream in = Objects.requireNonNull(Greeter.class.getResourceAsStream("/fixture/Hello.java"))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
