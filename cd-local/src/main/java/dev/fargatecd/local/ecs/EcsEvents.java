package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Writes what happens in ECS to the journal, in the shapes of its events.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">Amazon ECS events</a>
 */
final class EcsEvents {
    static final String SOURCE = "aws.ecs";
    static final String TASK = "ECS Task State Change";
    static final String DEPLOYMENT = "ECS Deployment State Change";
    static final String ACTION = "ECS Service Action";
    /** For what AWS shows in DescribeServices alone. */
    static final String LOCAL_SOURCE = "local.ecs";

    static final String MESSAGE = "ECS Service Message";
    static final String STATUS = "ECS Service Status Change";

    private final Journal journal;

    EcsEvents(Journal journal) {
        this.journal = journal;
    }

    void task(TaskState state, Instant now) {
        Task task = state.task();
        Map<String, Object> detail = new LinkedHashMap<>();
        put(
                detail,
                "attachments",
                task.attachments().stream().map(EcsEvents::attachment).toList());
        put(detail, "availabilityZone", task.availabilityZone());
        put(detail, "clusterArn", task.clusterArn());
        put(
                detail,
                "containers",
                task.containers().stream().map(EcsEvents::container).toList());
        put(detail, "cpu", task.cpu());
        put(detail, "createdAt", text(task.createdAt()));
        put(detail, "desiredStatus", task.desiredStatus());
        put(detail, "enableExecuteCommand", false);
        put(detail, "group", task.group());
        put(detail, "lastStatus", task.lastStatus());
        put(detail, "launchType", task.launchTypeAsString());
        put(detail, "memory", task.memory());
        put(detail, "platformVersion", task.platformVersion());
        put(detail, "pullStartedAt", text(task.pullStartedAt()));
        put(detail, "pullStoppedAt", text(task.pullStoppedAt()));
        put(detail, "startedAt", text(task.startedAt()));
        put(detail, "startedBy", task.startedBy());
        put(detail, "stopCode", task.stopCodeAsString());
        put(detail, "stoppedAt", text(task.stoppedAt()));
        put(detail, "stoppedReason", task.stoppedReason());
        put(detail, "stoppingAt", text(task.stoppingAt()));
        put(detail, "taskArn", task.taskArn());
        put(detail, "taskDefinitionArn", task.taskDefinitionArn());
        put(detail, "updatedAt", text(now));
        put(detail, "version", task.version());
        journal.append(state.scope(), SOURCE, TASK, List.of(task.taskArn()), detail);
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (KeyValuePair pair : attachment.details()) {
            details.put(pair.name(), pair.value());
        }
        return Map.of(
                "id", attachment.id(),
                "type", "eni",
                "status", attachment.status(),
                "details",
                        details.entrySet().stream()
                                .map(pair -> Map.of("name", pair.getKey(), "value", pair.getValue()))
                                .toList());
    }

    private static Map<String, Object> container(Container container) {
        Map<String, Object> detail = new LinkedHashMap<>();
        put(detail, "containerArn", container.containerArn());
        put(detail, "exitCode", container.exitCode());
        put(detail, "image", container.image());
        put(detail, "imageDigest", container.imageDigest());
        put(detail, "lastStatus", container.lastStatus());
        put(detail, "name", container.name());
        put(detail, "reason", container.reason());
        put(detail, "runtimeId", container.runtimeId());
        put(detail, "taskArn", container.taskArn());
        return detail;
    }

    /** @param kind what follows {@code SERVICE_DEPLOYMENT_}: IN_PROGRESS, COMPLETED, FAILED */
    void deployment(Key service, ServiceState state, Rollout rollout, RolloutState kind) {
        journal.append(
                service.scope(),
                SOURCE,
                DEPLOYMENT,
                List.of(state.settings().serviceArn()),
                Map.of(
                        "eventType", kind == RolloutState.FAILED ? "ERROR" : "INFO",
                        "eventName", "SERVICE_DEPLOYMENT_" + kind.name(),
                        "deploymentId", rollout.id(),
                        "updatedAt", rollout.updatedAt().toString(),
                        "reason", rollout.reason()));
    }

    /** @param type INFO, WARN or ERROR */
    void action(Key service, ServiceState state, String type, String name, Instant now) {
        journal.append(
                service.scope(),
                SOURCE,
                ACTION,
                List.of(state.settings().serviceArn()),
                Map.of(
                        "eventType",
                        type,
                        "eventName",
                        name,
                        "clusterArn",
                        state.settings().clusterArn(),
                        "createdAt",
                        now.toString()));
    }

    void message(Key service, ServiceState state, String message) {
        local(service.scope(), MESSAGE, state, Map.of("message", message));
    }

    void status(Key service, ServiceState state) {
        local(service.scope(), STATUS, state, Map.of("status", state.status().name()));
    }

    private void local(Scope scope, String type, ServiceState state, Map<String, Object> detail) {
        Map<String, Object> all = new LinkedHashMap<>(detail);
        all.put("clusterArn", state.settings().clusterArn());
        all.put("serviceName", state.settings().serviceName());
        journal.append(scope, LOCAL_SOURCE, type, List.of(state.settings().serviceArn()), all);
    }

    private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value);
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
