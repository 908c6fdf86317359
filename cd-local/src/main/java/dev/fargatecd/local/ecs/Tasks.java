package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The operations on tasks. */
final class Tasks {
    private static final String RUN = "ecs RunTask";
    private static final int AT_ONCE = 10;
    private static final int PAGE = 100;

    private final EcsTables tables;
    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final TaskFactory factory;
    private final TaskWorld world;

    Tasks(EcsTables tables, Clusters clusters, TaskDefinitions definitions, TaskFactory factory, TaskWorld world) {
        this.tables = tables;
        this.clusters = clusters;
        this.definitions = definitions;
        this.factory = factory;
        this.world = world;
    }

    RunTaskResponse run(RunTaskRequest request) {
        Supported.only(
                RUN,
                request,
                "cluster",
                "clientToken",
                "count",
                "enableECSManagedTags",
                "group",
                "launchType",
                "networkConfiguration",
                "overrides",
                "platformVersion",
                "startedBy",
                "tags",
                "taskDefinition");
        ServiceRules.requireFargate(RUN, request.launchType(), request.platformVersion());
        int count = request.count() == null ? 1 : request.count();
        if (count < 1 || count > AT_ONCE) {
            throw EcsFaults.invalid("Count must be between 1 and " + AT_ONCE + ".");
        }
        Cluster cluster = clusters.get(request.cluster());
        TaskDefinition definition = definitions.startable(request.taskDefinition());
        TaskFactory.Order order = new TaskFactory.Order(
                Caller.current().scope(),
                cluster.clusterArn(),
                definition,
                Objects.requireNonNullElse(request.group(), "family:" + definition.family()),
                Objects.requireNonNullElse(request.startedBy(), ""),
                overrides(request.overrides(), definition),
                ServiceRules.network(request.networkConfiguration()),
                request.tags());
        Optional<List<Task>> before = Optional.ofNullable(request.clientToken())
                .flatMap(token -> tables.runs().get(new Key(order.scope(), token)))
                .map(run -> run.tasks().stream()
                        .map(id -> world.state(order.scope(), id).task())
                        .toList());
        if (before.isPresent()) {
            return RunTaskResponse.builder()
                    .tasks(before.get())
                    .failures(List.of())
                    .build();
        }
        List<Task> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TaskState task = factory.alone(order);
            world.begin(task);
            started.add(task.task());
        }
        if (request.clientToken() != null) {
            List<String> ids =
                    started.stream().map(task -> TaskState.idOf(task.taskArn())).toList();
            tables.runs().put(new Key(order.scope(), request.clientToken()), new EcsTables.Run(ids));
        }
        return RunTaskResponse.builder().tasks(started).failures(List.of()).build();
    }

    private static TaskOverride overrides(@Nullable TaskOverride given, TaskDefinition definition) {
        if (given == null) {
            return TaskOverride.builder().containerOverrides(List.of()).build();
        }
        Supported.only(RUN + ", overrides", given, "containerOverrides");
        for (ContainerOverride override : given.containerOverrides()) {
            Supported.only(RUN + ", overrides of " + override.name(), override, "name", "command", "environment");
            if (definition.containerDefinitions().stream()
                    .noneMatch(container -> container.name().equals(override.name()))) {
                throw EcsFaults.invalid("Override for container named " + override.name()
                        + " is not a container in the TaskDefinition.");
            }
        }
        return given;
    }

    StopTaskResponse stop(StopTaskRequest request) {
        clusters.get(request.cluster());
        Scope scope = Caller.current().scope();
        String id = TaskState.idOf(EcsFaults.required(request.task(), "Task identifier"));
        if (tables.tasks().get(new Key(scope, id)).isEmpty()) {
            throw EcsFaults.invalid("The referenced task was not found.");
        }
        String reason = request.reason() == null ? "Task stopped by user" : request.reason();
        return StopTaskResponse.builder()
                .task(world.stop(scope, id, TaskStopCode.USER_INITIATED, reason).task())
                .build();
    }

    DescribeTasksResponse describe(DescribeTasksRequest request) {
        String cluster = clusters.get(request.cluster()).clusterArn();
        Scope scope = Caller.current().scope();
        if (request.tasks().isEmpty()) {
            throw EcsFaults.invalid("Tasks cannot be empty.");
        }
        if (request.tasks().size() > PAGE) {
            throw EcsFaults.invalid("Tasks can have at most " + PAGE + " items.");
        }
        boolean withTags = request.include().contains(TaskField.TAGS);
        List<Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : request.tasks()) {
            Optional<Task> task = tables.tasks()
                    .get(new Key(scope, TaskState.idOf(name)))
                    .map(TaskState::task)
                    .filter(one -> one.clusterArn().equals(cluster));
            task.ifPresentOrElse(
                    one -> found.add(
                            withTags ? one : one.toBuilder().tags(List.of()).build()),
                    () -> failures.add(Failure.builder()
                            .arn(scope.arn("ecs", "task/" + Clusters.nameOf(cluster) + "/" + TaskState.idOf(name)))
                            .reason("MISSING")
                            .build()));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    ListTasksResponse list(ListTasksRequest request) {
        Supported.only(
                "ecs ListTasks",
                request,
                "cluster",
                "family",
                "nextToken",
                "maxResults",
                "startedBy",
                "serviceName",
                "desiredStatus",
                "launchType");
        Cluster cluster = clusters.get(request.cluster());
        Scope scope = Caller.current().scope();
        Optional<String> service = Optional.ofNullable(request.serviceName())
                .map(name -> ServiceState.key(cluster.clusterName(), Clusters.nameOf(name)));
        if (service.isPresent()
                && tables.services().get(new Key(scope, service.get())).isEmpty()) {
            throw EcsFaults.serviceNotFound();
        }
        DesiredStatus desired = Objects.requireNonNullElse(request.desiredStatus(), DesiredStatus.RUNNING);
        List<String> arns = tables.tasks().list(scope).stream()
                .filter(task -> task.task().clusterArn().equals(cluster.clusterArn()))
                .filter(task -> service.isEmpty() || task.service().equals(service))
                .filter(task -> task.task().desiredStatus().equals(desired.toString()))
                .filter(task -> request.startedBy() == null
                        || request.startedBy().equals(task.task().startedBy()))
                .filter(task -> request.family() == null
                        || Clusters.nameOf(task.task().taskDefinitionArn()).startsWith(request.family() + ":"))
                .map(task -> task.task().taskArn())
                .toList();
        Page<String> page = Pages.of(arns, request.nextToken(), request.maxResults(), PAGE);
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
