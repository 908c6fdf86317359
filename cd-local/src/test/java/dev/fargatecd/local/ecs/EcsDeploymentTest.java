package dev.fargatecd.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.runtime.Exit;
import dev.fargatecd.local.runtime.Limits;
import dev.fargatecd.local.runtime.ScriptedRuntime;
import dev.fargatecd.local.runtime.ScriptedRuntime.ScriptedContainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Deployments of services without a load balancer, their programs written here. */
final class EcsDeploymentTest {
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final Fixture fixture;

    EcsDeploymentTest() throws IOException {
        fixture = new Fixture(context -> runtime);
        runtime.script("good:1", container -> {})
                .script("good:2", container -> {})
                .script("bad:1", container -> {
                    container.print("no luck");
                    container.exit(1);
                });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void bringsAServiceToASteadyState() throws Exception {
        fixture.create("hello", register("good:1"), 2, request -> {});
        Service service = fixture.awaitSteady("hello");
        assertThat(service.runningCount()).isEqualTo(2);
        assertThat(service.pendingCount()).isZero();
        assertThat(service.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.status()).isEqualTo("PRIMARY");
            assertThat(deployment.rolloutStateReason()).matches("ECS deployment ecs-svc/\\d+ completed\\.");
        });
        assertThat(fixture.messages("hello"))
                .last()
                .asString()
                .matches("\\(service hello\\) has started 2 tasks: \\(task [0-9a-f]{32}\\) \\(task [0-9a-f]{32}\\)\\.");
        assertThat(fixture.tasks("hello", DesiredStatus.RUNNING)).hasSize(2).allSatisfy(task -> {
            assertThat(task.group()).isEqualTo("service:hello");
            assertThat(task.attachments().get(0).status()).isEqualTo("ATTACHED");
        });
        assertThat(events("ECS Deployment State Change", "eventName"))
                .containsExactly("SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED");
        assertThat(events("ECS Service Action", "eventName")).containsExactly("SERVICE_STEADY_STATE");
    }

    @Test
    void givesContainersTheSecretsThatTheExecutionRoleReads() throws Exception {
        fixture.cloud
                .client(SsmClient.class)
                .putParameter(request -> request.name("/app/key")
                        .type(ParameterType.SECURE_STRING)
                        .value("from-parameter-store"));
        String secret = fixture.cloud
                .client(SecretsManagerClient.class)
                .createSecret(request -> request.name("app/login").secretString("{\"password\":\"from-a-secret\"}"))
                .arn();
        String parameter = fixture.cloud.scope().arn("ssm", "parameter/app/key");

        String task = fixture.run(fixture.register(
                        "secrets",
                        fixture.app("good:1")
                                .secrets(
                                        secret("BY_NAME", "/app/key"),
                                        secret("BY_ARN", parameter),
                                        secret("PASSWORD", secret + ":password::"),
                                        secret("ALL", secret))
                                .build()))
                .taskArn();

        fixture.awaitTask(task, "RUNNING");
        assertThat(runtime.started().get(0).plan().environment())
                .containsEntry("BY_NAME", "from-parameter-store")
                .containsEntry("BY_ARN", "from-parameter-store")
                .containsEntry("PASSWORD", "from-a-secret")
                .containsEntry("ALL", "{\"password\":\"from-a-secret\"}");
    }

    @Test
    void stopsATaskWhoseSecretsAreNotThereInAWSsWords() throws Exception {
        String nowhere = fixture.cloud.scope().arn("secretsmanager", "secret:nowhere-abcdef");

        assertThat(reason(secret("A", "/not/there")))
                .isEqualTo("ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
                        + " retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1"
                        + " time(s): invalid ssm parameters: /not/there");
        assertThat(reason(secret("A", nowhere)))
                .endsWith("unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch"
                        + " secret " + nowhere + " from secrets manager: ResourceNotFoundException: Secrets Manager"
                        + " can't find the specified secret.");
    }

    @Test
    void stopsATaskThatAsksForTheTextOfABinarySecret() throws Exception {
        String binary = fixture.cloud
                .client(SecretsManagerClient.class)
                .createSecret(request -> request.name("app/binary").secretBinary(SdkBytes.fromUtf8String("bytes")))
                .arn();

        assertThat(reason(secret("A", binary))).endsWith("is binary, and a variable takes text alone");
    }

    private String reason(Secret secret) throws Exception {
        String task = fixture.run(fixture.register(
                        "lost", fixture.app("good:1").secrets(secret).build()))
                .taskArn();
        return fixture.awaitTask(task, "STOPPED").stoppedReason();
    }

    private static Secret secret(String name, String valueFrom) {
        return Secret.builder().name(name).valueFrom(valueFrom).build();
    }

    @Test
    void replacesTheOldTasksByNewOnes() throws Exception {
        fixture.create("hello", register("good:1"), 2, request -> {});
        fixture.awaitSteady("hello");
        String next = register("good:2");
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").taskDefinition(next));
        Service service = fixture.awaitSteady("hello");
        assertThat(service.deployments())
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.taskDefinition()).isEqualTo(next));
        assertThat(fixture.tasks("hello", DesiredStatus.STOPPED))
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.stoppedReason())
                        .isEqualTo("Scaling activity initiated by (deployment "
                                + service.deployments().get(0).id() + ")"));
    }

    @Test
    void rollsBackWhenTheNewTasksExitAndKeepsTheOldOnes() throws Exception {
        fixture.create("hello", register("good:1"), 1, request -> {});
        Service before = fixture.awaitSteady("hello");
        Task old = fixture.tasks("hello", DesiredStatus.RUNNING).get(0);
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").taskDefinition(register("bad:1")));
        Service after = fixture.awaitService(
                "hello",
                "rolled back",
                service -> service.deployments().size() == 2
                        && service.deployments().get(0).rolloutState() == DeploymentRolloutState.COMPLETED);

        assertThat(after.taskDefinition()).isEqualTo(before.taskDefinition());
        assertThat(after.deployments().get(0).id())
                .isEqualTo(before.deployments().get(0).id());
        assertThat(after.deployments().get(1)).satisfies(failed -> {
            assertThat(failed.rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
            assertThat(failed.rolloutStateReason()).isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
            assertThat(failed.failedTasks()).isEqualTo(3);
        });
        assertThat(fixture.tasks("hello", DesiredStatus.RUNNING))
                .extracting(Task::taskArn)
                .containsExactly(old.taskArn());
        assertThat(events("ECS Deployment State Change", "eventName")).contains("SERVICE_DEPLOYMENT_FAILED");
        assertThat(fixture.tasks("hello", DesiredStatus.STOPPED)).hasSize(3).allSatisfy(task -> {
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
            assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
            assertThat(task.containers().get(0).exitCode()).isEqualTo(1);
        });
    }

    @Test
    void failsAFirstDeploymentThatHasNothingToGoBackTo() throws Exception {
        fixture.create("hello", register("bad:1"), 1, request -> {});
        Service service = fixture.awaitService(
                "hello", "failed", seen -> seen.deployments().get(0).rolloutState() == DeploymentRolloutState.FAILED);
        assertThat(service.runningCount()).isZero();
        assertThat(fixture.messages("hello").get(0)).contains("deployment failed: tasks failed to start.");
    }

    @Test
    void saysWhichImageCanNotBePulled() throws Exception {
        fixture.create("hello", register("absent:1"), 1, request -> {});
        fixture.awaitService(
                "hello", "failed", seen -> seen.deployments().get(0).rolloutState() == DeploymentRolloutState.FAILED);
        assertThat(fixture.tasks("hello", DesiredStatus.STOPPED)).hasSize(3).allSatisfy(task -> {
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(task.stoppedReason())
                    .startsWith("CannotPullContainerError: ")
                    .contains("absent:1: not found");
            assertThat(task.containers().get(0).reason()).isEqualTo(task.stoppedReason());
        });
    }

    @Test
    void replacesATaskThatEnds() throws Exception {
        fixture.create("hello", register("good:1"), 1, request -> {});
        fixture.awaitSteady("hello");
        runtime.started().get(0).exit(137);
        fixture.awaitStarts("hello", 2);
        fixture.awaitSteady("hello");
        assertThat(fixture.tasks("hello", DesiredStatus.STOPPED))
                .singleElement()
                .satisfies(
                        task -> assertThat(task.containers().get(0).exitCode()).isEqualTo(137));
    }

    @Test
    void scalesInAndOut() throws Exception {
        fixture.create("hello", register("good:1"), 2, request -> {});
        String deployment = fixture.awaitSteady("hello").deployments().get(0).id();
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").desiredCount(1));
        fixture.awaitService("hello", "one task", service -> service.runningCount() == 1);
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").desiredCount(3));
        fixture.awaitService("hello", "three tasks", service -> service.runningCount() == 3);
        assertThat(fixture.service("hello").deployments().get(0).id()).isEqualTo(deployment);
    }

    @Test
    void deletesAServiceByForceAndEndsItsTasks() throws Exception {
        fixture.create("hello", register("good:1"), 1, request -> {});
        fixture.awaitSteady("hello");
        fixture.ecs.deleteService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").force(true));
        fixture.awaitService("hello", "inactive", service -> service.status().equals("INACTIVE"));
        assertThat(runtime.started())
                .allSatisfy(container -> assertThat(container.exit()).isDone());
        fixture.create("hello", register("good:1"), 1, request -> {});
        fixture.awaitSteady("hello");
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").desiredCount(0));
    }

    @Test
    void startsTheSameTaskDefinitionAnewByForce() throws Exception {
        fixture.create("hello", register("good:1"), 1, request -> {});
        String before = fixture.awaitSteady("hello").deployments().get(0).id();
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service("hello").forceNewDeployment(true));
        assertThat(fixture.awaitSteady("hello").deployments().get(0).id()).isNotEqualTo(before);
        assertThat(runtime.started())
                .hasSize(2)
                .first()
                .satisfies(old -> assertThat(old.exit())
                        .as("a service is steady before its old tasks have ended")
                        .succeedsWithin(Fixture.BOUND));
    }

    @Test
    void tellsAContainerWhatItsDefinitionSays() throws Exception {
        String definition = fixture.register(
                "told",
                fixture.app("good:1")
                        .command("a", "b")
                        .environment(KeyValuePair.builder()
                                .name("GREETING")
                                .value("hi")
                                .build())
                        .workingDirectory("/work")
                        .user("7")
                        .build());
        fixture.create("hello", definition, 1, request -> {});
        fixture.awaitSteady("hello");
        ScriptedContainer container = runtime.started().get(0);
        assertThat(container.plan().words()).containsExactly("a", "b");
        assertThat(container.plan().environment())
                .containsEntry("GREETING", "hi")
                .containsEntry("AWS_REGION", "us-east-1")
                .doesNotContainKey("AWS_ACCESS_KEY_ID");
        assertThat(container.plan().workingDirectory()).hasValue("/work");
        assertThat(container.plan().user()).hasValue("7");
        assertThat(container.plan().limits()).isEqualTo(new Limits(256, 512, Optional.empty()));
    }

    @Test
    void saysWhyTheRuntimeEndedAContainer() throws Exception {
        runtime.script("greedy:1", container -> container.exit(new Exit(137, Optional.of(Exit.OUT_OF_MEMORY))));
        Task stopped = fixture.awaitTask(fixture.run(register("greedy:1")).taskArn(), "STOPPED");
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(stopped.containers()).singleElement().satisfies(container -> {
            assertThat(container.exitCode()).isEqualTo(137);
            assertThat(container.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        });
    }

    @Test
    void waitsForContainersToBeHealthyAndReplacesThoseThatAreNoLonger() throws Exception {
        String definition = fixture.register(
                "checked",
                fixture.app("good:1")
                        .healthCheck(check -> check.command("CMD-SHELL", "exit 0"))
                        .build());
        fixture.create("hello", definition, 1, request -> {});
        fixture.await(
                "the task to run",
                () -> fixture.tasks("hello", DesiredStatus.RUNNING).stream()
                        .filter(task -> task.lastStatus().equals("RUNNING"))
                        .findFirst());
        Task unknown = fixture.tasks("hello", DesiredStatus.RUNNING).get(0);
        assertThat(unknown.healthStatus()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(fixture.service("hello").deployments().get(0).rolloutState())
                .isEqualTo(DeploymentRolloutState.IN_PROGRESS);

        runtime.started().get(0).health(true);
        fixture.awaitSteady("hello");
        assertThat(fixture.task(unknown.taskArn()).healthStatus()).isEqualTo(HealthStatus.HEALTHY);

        runtime.started().get(0).health(false);
        Task replaced = fixture.awaitTask(unknown.taskArn(), "STOPPED");
        assertThat(replaced.stoppedReason()).isEqualTo("Task failed container health checks");
        assertThat(replaced.containers().get(0).healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(fixture.messages("hello")).anyMatch(message -> message.endsWith("failed container health checks."));
        fixture.await("its successor", () -> runtime.started().stream().skip(1).findFirst())
                .health(true);
        fixture.awaitStarts("hello", 2);
        fixture.awaitSteady("hello");
    }

    @Test
    void listsAndStopsTasksOfItsOwn() throws Exception {
        Task task = fixture.run(register("good:1"));
        fixture.awaitTask(task.taskArn(), "RUNNING");
        assertThat(task.group()).startsWith("family:");
        fixture.ecs.stopTask(
                request -> request.cluster(Fixture.CLUSTER).task(task.taskArn()).reason("enough"));
        Task stopped = fixture.awaitTask(task.taskArn(), "STOPPED");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(stopped.stoppedReason()).isEqualTo("enough");
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(143);
        assertThat(events("ECS Task State Change", "lastStatus"))
                .containsSubsequence("PROVISIONING", "PENDING", "RUNNING", "STOPPING", "DEPROVISIONING", "STOPPED");
    }

    private String register(String image) {
        return fixture.register(
                "family-" + image.replace(':', '-'), fixture.app(image).build());
    }

    private List<String> events(String type, String member) {
        return fixture.cloud.journal().since(0).stream()
                .filter(event -> event.type().equals(type))
                .map(event -> event.text(member))
                .toList();
    }
}
