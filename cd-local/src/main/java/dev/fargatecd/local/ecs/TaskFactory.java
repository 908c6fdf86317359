package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Makes tasks, as they are before anything happened to them. */
final class TaskFactory {
    /** What LATEST means on Fargate for Linux. */
    static final String PLATFORM_VERSION = "1.4.0";

    private final CloudContext cloud;
    private final TaskDefinitions definitions;

    TaskFactory(CloudContext cloud, TaskDefinitions definitions) {
        this.cloud = cloud;
        this.definitions = definitions;
    }

    /**
     * What a task is made from.
     *
     * @param group {@code service:name} or {@code family:name}
     */
    record Order(
            Scope scope,
            String clusterArn,
            TaskDefinition definition,
            String group,
            String startedBy,
            TaskOverride overrides,
            NetworkConfiguration network,
            List<Tag> tags) {}

    TaskState forService(Key key, ServiceState service, Rollout rollout) {
        TaskDefinitions.Registered definition = definitions.revision(key.scope(), rollout.taskDefinition());
        PropagateTags propagated = service.settings().propagateTags();
        List<Tag> tags = propagated == PropagateTags.TASK_DEFINITION
                ? definition.tags()
                : propagated == PropagateTags.SERVICE ? service.settings().tags() : List.of();
        Order order = new Order(
                key.scope(),
                service.settings().clusterArn(),
                definition.definition(),
                "service:" + service.settings().serviceName(),
                rollout.id(),
                TaskOverride.builder().containerOverrides(List.of()).build(),
                service.settings().networkConfiguration(),
                tags);
        return make(
                order,
                Optional.of(key.name()),
                Optional.of(rollout.id()),
                service.settings().loadBalancers());
    }

    TaskState alone(Order order) {
        return make(order, Optional.empty(), Optional.empty(), List.of());
    }

    private TaskState make(
            Order order, Optional<String> service, Optional<String> deployment, List<LoadBalancer> balancers) {
        String cluster = Clusters.nameOf(order.clusterArn());
        String id = cloud.ids().hex(32);
        String arn = order.scope().arn("ecs", "task/" + cluster + "/" + id);
        Instant now = cloud.clock().instant();
        Task task = Task.builder()
                .taskArn(arn)
                .clusterArn(order.clusterArn())
                .taskDefinitionArn(order.definition().taskDefinitionArn())
                .group(order.group())
                .startedBy(order.startedBy().isEmpty() ? null : order.startedBy())
                .launchType(LaunchType.FARGATE)
                .platformVersion(PLATFORM_VERSION)
                .platformFamily("Linux")
                .cpu(order.definition().cpu())
                .memory(order.definition().memory())
                .overrides(order.overrides())
                .connectivity(Connectivity.CONNECTED)
                .connectivityAt(now)
                .enableExecuteCommand(false)
                .healthStatus(HealthStatus.UNKNOWN)
                .lastStatus(TaskStatus.PROVISIONING.name())
                .desiredStatus("RUNNING")
                .createdAt(now)
                .version(1L)
                .tags(order.tags())
                .attachments(List.of())
                .containers(order.definition().containerDefinitions().stream()
                        .map(definition -> container(order.scope(), cluster, id, arn, definition))
                        .toList())
                .build();
        return new TaskState(
                order.scope(), task, service, deployment, order.network(), balancers, Optional.empty(), false);
    }

    private Container container(
            Scope scope, String cluster, String taskId, String taskArn, ContainerDefinition definition) {
        return Container.builder()
                .containerArn(scope.arn(
                        "ecs",
                        "container/" + cluster + "/" + taskId + "/"
                                + cloud.ids().uuid()))
                .taskArn(taskArn)
                .name(definition.name())
                .image(definition.image())
                .runtimeId(taskId + "-" + cloud.ids().hex(10))
                .lastStatus("PENDING")
                .healthStatus(HealthStatus.UNKNOWN)
                .cpu(String.valueOf(definition.cpu()))
                .memory(definition.memory() == null ? null : String.valueOf(definition.memory()))
                .memoryReservation(
                        definition.memoryReservation() == null ? null : String.valueOf(definition.memoryReservation()))
                .build();
    }
}
