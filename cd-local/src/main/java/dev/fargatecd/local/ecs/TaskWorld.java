package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.network.AddressTable;
import dev.fargatecd.local.runtime.ContainerImage;
import dev.fargatecd.local.runtime.ContainerPlan;
import dev.fargatecd.local.runtime.ContainerRuntime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The tasks that live, and all that they need to. Each change of a task is kept first and written to the journal then.
 */
final class TaskWorld {
    private final CloudContext cloud;
    private final EcsTables tables;
    private final TaskDefinitions definitions;
    private final ContainerRuntime runtime;
    private final AddressTable addresses;
    private final EcsEvents events;
    private final TargetGroups targets;
    private final ImagePuller puller;
    private final ConcurrentMap<String, TaskRun> runs = new ConcurrentHashMap<>();
    private volatile boolean closing;

    TaskWorld(
            CloudContext cloud,
            EcsTables tables,
            TaskDefinitions definitions,
            ContainerRuntime runtime,
            AddressTable addresses) {
        this.cloud = cloud;
        this.tables = tables;
        this.definitions = definitions;
        this.runtime = runtime;
        this.addresses = addresses;
        events = new EcsEvents(cloud.journal());
        targets = new TargetGroups(cloud);
        puller = new ImagePuller(cloud, runtime);
    }

    CloudContext cloud() {
        return cloud;
    }

    ContainerRuntime runtime() {
        return runtime;
    }

    AddressTable addresses() {
        return addresses;
    }

    /** Where a task's program finds the cloud. */
    URI endpointForTasks() {
        URI endpoint = cloud.endpoint().get();
        return runtime.gateway()
                .map(gateway -> URI.create("http://" + gateway.getHostAddress() + ":" + endpoint.getPort()))
                .orElse(endpoint);
    }

    /** How a container of a task is started. */
    ContainerPlan plan(
            TaskState task, ContainerDefinition container, ContainerImage image, Map<String, String> environment) {
        return ContainerPlans.plan(
                task,
                definition(task.scope(), task.task().taskDefinitionArn()),
                container,
                image,
                environment,
                cloud.folder().resolve("ecs").resolve("tasks"));
    }

    TargetGroups targets() {
        return targets;
    }

    ImagePuller puller() {
        return puller;
    }

    EcsEvents events() {
        return events;
    }

    Instant now() {
        return cloud.clock().instant();
    }

    TaskDefinition definition(Scope scope, String arn) {
        return definitions.revision(scope, arn).definition();
    }

    /** How long a task's program may take to listen: half a minute, or its service's grace period if that is longer. */
    Duration startBound(TaskState task) {
        Integer grace = task.service()
                .flatMap(service -> tables.services().get(new Key(task.scope(), service)))
                .map(service -> service.settings().healthCheckGracePeriodSeconds())
                .orElse(0);
        return Duration.ofSeconds(Math.max(30, grace));
    }

    /** Begins the life of a task. */
    void begin(TaskState task) {
        tables.tasks().put(new Key(task.scope(), task.id()), task);
        events.task(task, now());
        TaskRun run = new TaskRun(this, task);
        runs.put(task.id(), run);
        run.begin();
    }

    /**
     * Tells a task to stop.
     *
     * @return the task; as it was if it was told before, for then its first reason stays
     */
    TaskState stop(Scope scope, String id, TaskStopCode code, String reason) {
        if (closing) {
            return state(scope, id);
        }
        AtomicBoolean first = new AtomicBoolean();
        TaskState after = update(scope, id, task -> {
            first.set(!task.isToStop());
            return task.isToStop()
                    ? task
                    : task.with(old -> bumped(old.toBuilder(), old)
                            .desiredStatus("STOPPED")
                            .stopCode(code)
                            .stoppedReason(reason)
                            .stoppingAt(now())
                            .build());
        });
        if (first.get()) {
            if (code != TaskStopCode.USER_INITIATED && code != TaskStopCode.SERVICE_SCHEDULER_INITIATED) {
                countFailure(after);
            }
            events.task(after, now());
            Optional.ofNullable(runs.get(id)).ifPresent(TaskRun::end);
        }
        return after;
    }

    /** A task that ended without anybody telling it to, or that failed its checks, counts against its deployment. */
    void countFailure(TaskState task) {
        task.service()
                .ifPresent(service -> tables.services()
                        .update(
                                new Key(task.scope(), service),
                                state -> state.withRollout(
                                        task.deployment().orElse(""), rollout -> rollout.failed(now()))));
    }

    TaskState state(Scope scope, String id) {
        return tables.tasks().get(new Key(scope, id)).orElseThrow(() -> new IllegalStateException("no task " + id));
    }

    TaskState update(Scope scope, String id, UnaryOperator<TaskState> change) {
        return tables.tasks()
                .update(new Key(scope, id), change)
                .orElseThrow(() -> new IllegalStateException("no task " + id));
    }

    /** A container of a task has become well or unwell. */
    void health(Scope scope, String id, String container, boolean well) {
        if (closing) {
            return;
        }
        TaskState after = update(
                scope,
                id,
                task -> task.withContainer(
                                container,
                                old -> old.toBuilder()
                                        .healthStatus(well ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY)
                                        .build())
                        .with(old -> bumped(old.toBuilder(), old)
                                .healthStatus(ContainerHealth.of(old, definition(scope, old.taskDefinitionArn())))
                                .build()));
        events.task(after, now());
    }

    /** Changes a task together with its status. */
    TaskState move(Scope scope, String id, TaskStatus next, UnaryOperator<TaskState> change) {
        TaskState after = update(scope, id, task -> {
            if (!task.status().successors().contains(next)) {
                throw new IllegalStateException("task " + id + " can't go from " + task.status() + " to " + next);
            }
            return change.apply(task)
                    .with(old ->
                            bumped(old.toBuilder(), old).lastStatus(next.name()).build());
        });
        events.task(after, now());
        return after;
    }

    private static Task.Builder bumped(Task.Builder builder, Task old) {
        return builder.version(old.version() + 1);
    }

    /** Adds to the events of the task's service, if it has one; the text follows {@code (service name)}. */
    void say(TaskState task, String text) {
        task.service().ifPresent(service -> say(new Key(task.scope(), service), text));
    }

    void say(Key service, String text) {
        tables.services()
                .update(
                        service,
                        state -> state.withEvent(ServiceEvent.builder()
                                .id(cloud.ids().uuid())
                                .createdAt(now())
                                .message(message(state, text))
                                .build()))
                .ifPresent(state -> events.message(service, state, message(state, text)));
    }

    private static String message(ServiceState state, String text) {
        return "(service " + state.settings().serviceName() + ") " + text;
    }

    /** From now on the end of a program means nothing more: the cloud ends it. */
    void closing() {
        closing = true;
    }

    void forget(String id) {
        runs.remove(id);
    }
}
