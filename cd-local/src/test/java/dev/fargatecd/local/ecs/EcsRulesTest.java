package dev.fargatecd.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.runtime.ScriptedRuntime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What ECS refuses, in its words; and what the local cloud does not do, in ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EcsRulesTest {
    private final Fixture fixture;

    EcsRulesTest() throws IOException {
        fixture = new Fixture(context -> new ScriptedRuntime().script("good:1", container -> {}));
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"256,512", "256,1024", "512,4096", ".5 vCPU,1 GB", "1024,2048", "4096,30720", "16384,122880"})
    void takesTheSizesOfFargate(String cpu, String memory) {
        assertThat(register(request -> request.cpu(cpu).memory(memory)).status())
                .hasToString("ACTIVE");
    }

    @ParameterizedTest
    @CsvSource({"256,4096", "300,512", "1024,1024", "4096,31744"})
    void refusesOtherSizes(String cpu, String memory) {
        assertThatThrownBy(() -> register(request -> request.cpu(cpu).memory(memory)))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("No Fargate configuration exists for given values");
    }

    @Test
    void refusesWhatFargateRefuses() {
        refused("Fargate only supports network mode", request -> request.networkMode(NetworkMode.BRIDGE));
        refused("'cpu' be defined at the task level", request -> request.cpu(null));
        refused("'memory' be defined at the task level", request -> request.memory(null));
        refused(
                "Fargate requires task definition to have execution role ARN to support ECR images.",
                request -> request.executionRoleArn(null));
        refused(
                "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
                request -> request.executionRoleArn(null)
                        .containerDefinitions(app().image("public.ecr.aws/x/y:1")
                                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                        .options(Map.of(
                                                "awslogs-group", "g",
                                                "awslogs-region", "us-east-1",
                                                "awslogs-stream-prefix", "p")))
                                .build()));
        refused(
                "the host ports and container ports in port mappings must match",
                request -> request.containerDefinitions(app().portMappings(PortMapping.builder()
                                .containerPort(80)
                                .hostPort(8080)
                                .build())
                        .build()));
        refused(
                "does not have any essential container",
                request -> request.containerDefinitions(app().essential(false).build()));
        refused(
                "The secret name must be unique and not shared with any new or existing environment variables",
                request -> request.containerDefinitions(app().environment(
                                KeyValuePair.builder().name("A").value("x").build())
                        .secrets(Secret.builder().name("A").valueFrom("b").build())
                        .build()));
        refused(
                "you must also specify a value for 'executionRoleArn'",
                request -> request.executionRoleArn(null)
                        .containerDefinitions(app().image("public.ecr.aws/x/y:1")
                                .secrets(Secret.builder()
                                        .name("A")
                                        .valueFrom("b")
                                        .build())
                                .build()));
        refused("Container list cannot be empty", request -> request.containerDefinitions(List.of()));
    }

    @Test
    void completesAHealthCheckAndRefusesOneThatIsNone() {
        HealthCheck check = register(request -> request.containerDefinitions(app().healthCheck(
                                one -> one.command("CMD-SHELL", "true").startPeriod(10))
                        .build()))
                .containerDefinitions()
                .get(0)
                .healthCheck();
        assertThat(check.interval()).isEqualTo(30);
        assertThat(check.timeout()).isEqualTo(5);
        assertThat(check.retries()).isEqualTo(3);
        assertThat(check.startPeriod()).isEqualTo(10);
        refused("command must begin with CMD", withCheck(one -> one.command("curl", "localhost")));
        refused("command must begin with CMD", withCheck(one -> one.command("CMD")));
        refused(
                "interval must be between 5 and 300",
                withCheck(one -> one.command("CMD", "true").interval(4)));
        refused(
                "timeout must be between 2 and 120",
                withCheck(one -> one.command("CMD", "true").timeout(121)));
        refused(
                "retries must be between 1 and 10",
                withCheck(one -> one.command("CMD", "true").retries(0)));
        refused(
                "startPeriod must be between 0 and 300",
                withCheck(one -> one.command("CMD", "true").startPeriod(301)));
    }

    private Consumer<RegisterTaskDefinitionRequest.Builder> withCheck(Consumer<HealthCheck.Builder> check) {
        return request -> request.containerDefinitions(app().healthCheck(check).build());
    }

    @Test
    void namesWhatItDoesNotDo() {
        unsupported("readonlyRootFilesystem", app().readonlyRootFilesystem(true));
        unsupported(
                "more than one port mapping",
                app().portMappings(
                                PortMapping.builder().containerPort(1).build(),
                                PortMapping.builder().containerPort(2).build()));
        unsupported("logDriver splunk", app().logConfiguration(log -> log.logDriver(LogDriver.SPLUNK)));
        assertThatThrownBy(() -> fixture.ecs.createTaskSet(request -> request.cluster("x")))
                .isInstanceOf(UnsupportedOperationException.class);
        String definition = register(request -> {}).taskDefinitionArn();
        assertThatThrownBy(() -> fixture.create("exec", definition, 1, request -> request.enableExecuteCommand(true)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ecs CreateService: enableExecuteCommand is not supported");
    }

    @Test
    void countsRevisionsAndNeverGivesOneTwice() {
        TaskDefinition first = register(request -> request.family("counted"));
        TaskDefinition second = register(request -> request.family("counted"));
        assertThat(first.revision()).isEqualTo(1);
        fixture.ecs.deregisterTaskDefinition(request -> request.taskDefinition("counted:2"));
        assertThat(register(request -> request.family("counted")).revision()).isEqualTo(3);
        assertThat(fixture.ecs
                        .describeTaskDefinition(request -> request.taskDefinition("counted"))
                        .taskDefinition()
                        .revision())
                .isEqualTo(3);
        assertThat(fixture.ecs
                        .listTaskDefinitions(request -> request.familyPrefix("counted"))
                        .taskDefinitionArns())
                .hasSize(2)
                .doesNotContain(second.taskDefinitionArn());
        assertThatThrownBy(() -> fixture.create("inactive", "counted:2", 1, request -> {}))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition is inactive");
    }

    @Test
    void refusesServicesThatCanNotWork() {
        String definition = register(request -> {}).taskDefinitionArn();
        assertThatThrownBy(() -> fixture.create("s", definition, 1, request -> request.cluster("none")))
                .isInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster not found.");
        assertThatThrownBy(() -> fixture.create("s", "none:1", 1, request -> {}))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition not found.");
        invalidService(
                "Network Configuration must be provided",
                request -> request.networkConfiguration((NetworkConfiguration) null));
        invalidService(
                "cannot be 100 as this will block",
                request -> request.deploymentConfiguration(
                        deployment -> deployment.maximumPercent(100).minimumHealthyPercent(100)));
        invalidService("grace period is only valid", request -> request.healthCheckGracePeriodSeconds(5));
        invalidService(
                "The container other does not exist in the task definition.",
                request -> request.loadBalancers(LoadBalancer.builder()
                        .targetGroupArn("arn:x")
                        .containerName("other")
                        .containerPort(80)
                        .build()));
        assertThatThrownBy(() -> fixture.ecs.updateService(
                        request -> request.cluster(Fixture.CLUSTER).service("none")))
                .isInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    void keepsAClusterThatHasServicesAndAServiceThatHasTasks() throws Exception {
        String definition = register(request -> {}).taskDefinitionArn();
        fixture.create("kept", definition, 1, request -> {});
        fixture.awaitSteady("kept");
        assertThatThrownBy(() -> fixture.create("kept", definition, 1, request -> {}))
                .hasMessageContaining("Creation of service was not idempotent.");
        assertThatThrownBy(() -> fixture.ecs.deleteCluster(request -> request.cluster(Fixture.CLUSTER)))
                .isInstanceOf(ClusterContainsServicesException.class);
        assertThatThrownBy(() -> fixture.ecs.deleteService(
                        request -> request.cluster(Fixture.CLUSTER).service("kept")))
                .hasMessageContaining("The service cannot be stopped while it is scaled above 0.");
    }

    @Test
    void keepsTagsOfWhateverHasAnArn() {
        String cluster = fixture.ecs
                .createCluster(request -> request.clusterName("tagged"))
                .cluster()
                .clusterArn();
        String definition = register(request -> {}).taskDefinitionArn();
        for (String arn : List.of(cluster, definition)) {
            fixture.ecs.tagResource(request -> request.resourceArn(arn)
                    .tags(
                            Tag.builder().key("a").value("1").build(),
                            Tag.builder().key("b").value("2").build()));
            fixture.ecs.untagResource(request -> request.resourceArn(arn).tagKeys("a"));
            assertThat(fixture.ecs
                            .listTagsForResource(request -> request.resourceArn(arn))
                            .tags())
                    .containsExactly(Tag.builder().key("b").value("2").build());
        }
    }

    private void refused(String message, Consumer<RegisterTaskDefinitionRequest.Builder> change) {
        assertThatThrownBy(() -> register(change))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining(message);
    }

    private void unsupported(String what, ContainerDefinition.Builder container) {
        assertThatThrownBy(() -> register(request -> request.containerDefinitions(container.build())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("container app: ")
                .hasMessageContaining(what);
    }

    private void invalidService(String message, Consumer<CreateServiceRequest.Builder> change) {
        assertThatThrownBy(
                        () -> fixture.create("invalid", register(request -> {}).taskDefinitionArn(), 1, change))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    private ContainerDefinition.Builder app() {
        return fixture.app("good:1");
    }

    private TaskDefinition register(Consumer<RegisterTaskDefinitionRequest.Builder> change) {
        return fixture.ecs
                .registerTaskDefinition(request -> {
                    request.family("rules")
                            .requiresCompatibilities(Compatibility.FARGATE)
                            .networkMode(NetworkMode.AWSVPC)
                            .cpu("256")
                            .memory("512")
                            .executionRoleArn(fixture.role)
                            .containerDefinitions(app().build());
                    change.accept(request);
                })
                .taskDefinition();
    }
}
