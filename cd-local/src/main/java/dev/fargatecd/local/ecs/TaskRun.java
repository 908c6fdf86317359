package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.runtime.Container;
import dev.fargatecd.local.runtime.ContainerImage;
import dev.fargatecd.local.runtime.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The life of one task, from its network interface to the end of its programs.
 *
 * <p>Its parts run one after the other, on workers: {@link #begin}, then, whenever the task is told to stop,
 * {@link #end}. What a part has made is kept here until the end gives it back.
 */
final class TaskRun {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    /** How much longer than its stop timeout a killed program may take to be gone. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private static final Duration LOG_DELIVERY = Duration.ofSeconds(10);

    private final TaskWorld world;
    private final Scope scope;
    private final String id;
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final List<ContainerLog> logs = new ArrayList<>();
    private final List<LoadBalancer> registered = new ArrayList<>();
    private Optional<String> networkInterface = Optional.empty();
    private CompletableFuture<Void> parts = CompletableFuture.completedFuture(null);

    TaskRun(TaskWorld world, TaskState task) {
        this.world = world;
        scope = task.scope();
        id = task.id();
    }

    synchronized void begin() {
        next(this::start);
    }

    /** The task is told to stop: ends what began, once that has come to a point. */
    synchronized void end() {
        next(this::finish);
    }

    private void next(Runnable part) {
        parts = parts.thenRunAsync(part, world.cloud().work()).exceptionally(failure -> {
            LOG.error("The task {} has met a mistake of the local cloud", id, failure);
            return null;
        });
    }

    private void start() {
        try {
            TaskDefinition definition = world.definition(scope, state().task().taskDefinitionArn());
            attachNetwork();
            Caller executionRole = executionRole(definition);
            Map<String, Map<String, String>> secrets = secrets(definition, executionRole);
            Map<String, ContainerImage> images = pull(definition, executionRole);
            Map<String, String> credentials = credentials(definition);
            for (ContainerDefinition container : definition.containerDefinitions()) {
                if (state().isToStop()) {
                    return;
                }
                Map<String, String> variables = new LinkedHashMap<>(credentials);
                variables.putAll(secrets.getOrDefault(container.name(), Map.of()));
                startContainer(
                        container, Objects.requireNonNull(images.get(container.name())), executionRole, variables);
            }
            register();
        } catch (TaskFailure failure) {
            fail(failure);
        } catch (RuntimeException failure) {
            LOG.error("The task {} can't start", id, failure);
            fail(TaskFailure.ofTask("ResourceInitializationError: " + failure.getMessage()));
        }
    }

    private void fail(TaskFailure failure) {
        failure.container()
                .ifPresent(name -> world.update(
                        scope,
                        id,
                        task -> task.withContainer(
                                name,
                                container -> container.toBuilder()
                                        .reason(failure.reason())
                                        .build())));
        world.stop(scope, id, TaskStopCode.TASK_FAILED_TO_START, failure.reason());
    }

    private void attachNetwork() throws TaskFailure {
        AwsVpcConfiguration vpc = state().network().awsvpcConfiguration();
        String subnet =
                vpc.subnets().get(Math.floorMod(id.hashCode(), vpc.subnets().size()));
        NetworkInterface made;
        try {
            made = world.cloud()
                    .clients()
                    .as(TargetGroups.self(scope), Ec2Client.class)
                    .createNetworkInterface(request -> request.subnetId(subnet)
                            .groups(vpc.securityGroups())
                            .description(scope.arn("ecs", "attachment/" + id)))
                    .networkInterface();
        } catch (SdkException failure) {
            throw TaskFailure.ofTask("Unexpected EC2 error while attempting to Create Network Interface in subnet '"
                    + subnet + "': " + failure.getMessage());
        }
        networkInterface = Optional.of(made.networkInterfaceId());
        world.move(
                scope,
                id,
                TaskStatus.PENDING,
                task -> task.withPrivateAddress(made.privateIpAddress()).with(old -> attached(old, made)));
    }

    private Task attached(Task task, NetworkInterface made) {
        var address = software.amazon.awssdk.services.ecs.model.NetworkInterface.builder()
                .privateIpv4Address(made.privateIpAddress())
                .build();
        return task.toBuilder()
                .availabilityZone(made.availabilityZone())
                .attachments(Attachment.builder()
                        .id(world.cloud().ids().uuid())
                        .type("ElasticNetworkInterface")
                        .status("ATTACHED")
                        .details(
                                pair("subnetId", made.subnetId()),
                                pair("networkInterfaceId", made.networkInterfaceId()),
                                pair("macAddress", made.macAddress()),
                                pair("privateDnsName", made.privateDnsName()),
                                pair("privateIPv4Address", made.privateIpAddress()))
                        .build())
                .containers(task.containers().stream()
                        .map(container ->
                                container.toBuilder().networkInterfaces(address).build())
                        .toList())
                .build();
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private Caller executionRole(TaskDefinition definition) throws TaskFailure {
        return definition.executionRoleArn() == null
                ? TargetGroups.self(scope)
                : assume(definition.executionRoleArn(), "ECS was unable to assume the role")
                        .caller();
    }

    private RoleSession assume(String role, String failing) throws TaskFailure {
        try {
            return world.cloud().clients().assumeRole("ecs-tasks.amazonaws.com", scope, role, id);
        } catch (SdkException refused) {
            throw TaskFailure.ofTask(failing + " '" + role + "' that was provided for this task. Please verify that the"
                    + " role being passed has the proper trust relationship and permissions: " + refused.getMessage());
        }
    }

    /** The values by container; ECS reads all of them before it fetches the first image. */
    private Map<String, Map<String, String>> secrets(TaskDefinition definition, Caller executionRole)
            throws TaskFailure {
        ContainerSecrets store = new ContainerSecrets(world.cloud().clients(), executionRole);
        Map<String, Map<String, String>> secrets = new HashMap<>();
        for (ContainerDefinition container : definition.containerDefinitions()) {
            secrets.put(container.name(), store.of(container));
        }
        return secrets;
    }

    private Map<String, ContainerImage> pull(TaskDefinition definition, Caller executionRole) throws TaskFailure {
        world.update(
                scope,
                id,
                task -> task.with(
                        old -> old.toBuilder().pullStartedAt(world.now()).build()));
        Map<String, ContainerImage> images = new HashMap<>();
        for (ContainerDefinition container : definition.containerDefinitions()) {
            ContainerImage image = world.puller().pull(container, executionRole);
            images.put(container.name(), image);
            world.update(
                    scope,
                    id,
                    task -> task.withContainer(
                            container.name(),
                            old -> old.toBuilder().imageDigest(image.digest()).build()));
        }
        world.update(
                scope,
                id,
                task -> task.with(
                        old -> old.toBuilder().pullStoppedAt(world.now()).build()));
        return images;
    }

    /** What the SDK in the task finds by itself; empty for a task without a role. */
    private Map<String, String> credentials(TaskDefinition definition) throws TaskFailure {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_REGION", scope.region());
        variables.put("AWS_DEFAULT_REGION", scope.region());
        // Without it the program's SDK would call the real AWS.
        variables.put("AWS_ENDPOINT_URL", world.endpointForTasks().toString());
        if (definition.taskRoleArn() != null) {
            RoleSession role = assume(definition.taskRoleArn(), "ECS was unable to assume the role");
            variables.put("AWS_ACCESS_KEY_ID", role.accessKey().id());
            variables.put("AWS_SECRET_ACCESS_KEY", role.accessKey().secret());
            role.accessKey().sessionToken().ifPresent(token -> variables.put("AWS_SESSION_TOKEN", token));
        }
        return variables;
    }

    private void startContainer(
            ContainerDefinition definition, ContainerImage image, Caller executionRole, Map<String, String> variables)
            throws TaskFailure {
        Consumer<String> lines = line -> LOG.debug("{}: {}", id, line);
        if (definition.logConfiguration() != null) {
            ContainerLog log = ContainerLog.open(world.cloud(), executionRole, definition, id);
            logs.add(log);
            lines = log;
        }
        boolean portTaken = world.runtime().sharesPorts()
                && definition.portMappings().stream().anyMatch(mapping -> PortWatch.listens(mapping.containerPort()));
        Container container;
        try {
            container = world.runtime().start(world.plan(state(), definition, image, variables), lines);
        } catch (IOException failure) {
            throw TaskFailure.ofContainer(definition.name(), "CannotStartContainerError: " + failure.getMessage());
        }
        containers.put(definition.name(), container);
        state().privateAddress()
                .ifPresent(address -> container
                        .address()
                        .ifPresent(socket -> definition
                                .portMappings()
                                .forEach(mapping -> world.addresses().add(address, mapping.containerPort(), socket))));
        world.update(
                scope,
                id,
                task -> task.withContainer(
                        definition.name(),
                        old -> old.toBuilder().lastStatus("RUNNING").build()));
        container.watchHealth(well -> world.health(scope, id, definition.name(), well));
        watchPort(definition, container, portTaken);
        if (container.exit().isDone()) {
            exited(definition, container.exit().join()); // before anybody takes it for running
        } else {
            CompletableFuture<?> unused = container
                    .exit()
                    .thenAcceptAsync(
                            exit -> exited(definition, exit), world.cloud().work());
        }
    }

    /** Only where a load balancer is to reach it: a task of RunTask may listen when it likes, or never. */
    private void watchPort(ContainerDefinition definition, Container container, boolean portTaken) {
        if (!world.runtime().sharesPorts() || state().loadBalancers().isEmpty()) {
            return;
        }
        container
                .address()
                .ifPresent(told -> definition
                        .portMappings()
                        .forEach(mapping -> new PortWatch(
                                        world.cloud().work(),
                                        told,
                                        mapping.containerPort(),
                                        portTaken,
                                        world.startBound(state()),
                                        why -> {
                                            world.stop(scope, id, TaskStopCode.TASK_FAILED_TO_START, why);
                                            world.say(state(), "(task " + id + ") " + why + ".");
                                        })
                                .begin(() -> container.exit().isDone() || state().isToStop())));
    }

    private void exited(ContainerDefinition definition, Exit exit) {
        world.update(scope, id, task -> task.withContainer(definition.name(), old -> ended(old, exit)));
        if (definition.essential()) {
            world.stop(scope, id, TaskStopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
        }
    }

    private static software.amazon.awssdk.services.ecs.model.Container ended(
            software.amazon.awssdk.services.ecs.model.Container container, Exit exit) {
        return container.toBuilder()
                .lastStatus("STOPPED")
                .exitCode(exit.code())
                .reason(exit.reason().orElse(container.reason()))
                .build();
    }

    private void register() throws TaskFailure {
        TaskState task = state();
        if (task.isToStop()) {
            return;
        }
        if (!task.loadBalancers().isEmpty()) {
            world.move(scope, id, TaskStatus.ACTIVATING, state -> state);
        }
        try {
            for (LoadBalancer balancer : task.loadBalancers()) {
                world.targets().register(scope, balancer, task.privateAddress().orElseThrow());
                registered.add(balancer);
                world.say(task, "registered 1 targets in (target-group " + balancer.targetGroupArn() + ")");
            }
        } catch (SdkException failure) {
            throw TaskFailure.ofTask(
                    "ResourceInitializationError: the targets can't be registered: " + failure.getMessage());
        }
        world.move(
                scope,
                id,
                TaskStatus.RUNNING,
                state ->
                        state.with(old -> old.toBuilder().startedAt(world.now()).build()));
    }

    private void finish() {
        try {
            takeOut();
            stopContainers();
        } finally {
            giveBack();
        }
    }

    /** New requests go elsewhere and those in flight end, before the program is told anything. */
    private void takeOut() {
        if (registered.isEmpty()) {
            return;
        }
        TaskState task = world.move(scope, id, TaskStatus.DEACTIVATING, state -> state);
        List<CompletableFuture<String>> drained = new ArrayList<>();
        for (LoadBalancer balancer : registered) {
            drained.add(world.targets()
                    .deregister(scope, balancer, task.privateAddress().orElseThrow()));
            world.say(task, "deregistered 1 targets in (target-group " + balancer.targetGroupArn() + ")");
        }
        boolean runs = containers.values().stream()
                .noneMatch(container -> container.exit().isDone());
        if (runs) {
            world.say(task, "has begun draining connections on 1 tasks.");
            try {
                CompletableFuture.allOf(drained.toArray(CompletableFuture<?>[]::new))
                        .join();
            } catch (RuntimeException failure) {
                LOG.warn("The task {} is stopped although it is not drained", id, failure);
            }
        }
    }

    private void stopContainers() {
        world.move(scope, id, TaskStatus.STOPPING, state -> state);
        TaskDefinition definition = world.definition(scope, state().task().taskDefinitionArn());
        Map<String, CompletableFuture<Exit>> exits = new LinkedHashMap<>();
        Duration longest = Duration.ZERO;
        for (ContainerDefinition container : definition.containerDefinitions()) {
            Container running = containers.get(container.name());
            if (running != null) {
                Duration patience =
                        container.stopTimeout() == null ? STOP_TIMEOUT : Duration.ofSeconds(container.stopTimeout());
                longest = longest.compareTo(patience) > 0 ? longest : patience;
                exits.put(container.name(), running.stop(patience));
            }
        }
        Duration bound = longest.plus(AFTER_KILL);
        exits.forEach((name, exit) -> await(exit, bound, "the container " + name + " of the task " + id + " to end")
                .ifPresent(end -> world.update(scope, id, task -> task.withContainer(name, old -> ended(old, end)))));
        logs.forEach(log -> await(log.flushed(), LOG_DELIVERY, "the last lines of the task " + id));
    }

    private static <T> Optional<T> await(CompletableFuture<T> future, Duration bound, String what) {
        try {
            return Optional.ofNullable(future.get(bound.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            LOG.warn("Waited {} s in vain for {}", bound.toSeconds(), what);
        } catch (ExecutionException failure) {
            LOG.warn("Waiting for {} failed", what, failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void giveBack() {
        world.move(scope, id, TaskStatus.DEPROVISIONING, state -> state);
        state().privateAddress().ifPresent(world.addresses()::remove);
        networkInterface.ifPresent(this::deleteNetworkInterface);
        world.move(
                scope,
                id,
                TaskStatus.STOPPED,
                state -> state.with(old -> old.toBuilder()
                        .stoppedAt(world.now())
                        .executionStoppedAt(world.now())
                        .attachments(old.attachments().stream()
                                .map(attachment ->
                                        attachment.toBuilder().status("DELETED").build())
                                .toList())
                        .containers(old.containers().stream()
                                .map(container -> container.toBuilder()
                                        .lastStatus("STOPPED")
                                        .build())
                                .toList())
                        .build()));
        world.forget(id);
    }

    private void deleteNetworkInterface(String name) {
        try {
            world.cloud()
                    .clients()
                    .as(TargetGroups.self(scope), Ec2Client.class)
                    .deleteNetworkInterface(request -> request.networkInterfaceId(name));
        } catch (SdkException failure) {
            LOG.warn("The network interface {} of the task {} is left behind", name, id, failure);
        }
    }

    private TaskState state() {
        return world.state(scope, id);
    }
}
