package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The operations on services: each changes what is desired; the scheduler does the rest. */
final class Services {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int DESCRIBED_AT_ONCE = 10;
    private static final int PAGE = 100;
    private static final String CREATE = "ecs CreateService";
    private static final String UPDATE = "ecs UpdateService";

    private final CloudContext cloud;
    private final EcsTables tables;
    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final ServiceRules rules;
    private final ServiceScheduler scheduler;
    private final EcsEvents events;

    Services(
            EcsTables tables,
            Clusters clusters,
            TaskDefinitions definitions,
            TaskWorld world,
            ServiceScheduler scheduler) {
        cloud = world.cloud();
        this.tables = tables;
        this.clusters = clusters;
        this.definitions = definitions;
        this.scheduler = scheduler;
        rules = new ServiceRules(world.targets());
        events = world.events();
    }

    CreateServiceResponse create(CreateServiceRequest request) {
        Supported.only(
                CREATE,
                request,
                "cluster",
                "serviceName",
                "taskDefinition",
                "availabilityZoneRebalancing",
                "loadBalancers",
                "desiredCount",
                "clientToken",
                "launchType",
                "platformVersion",
                "deploymentConfiguration",
                "networkConfiguration",
                "healthCheckGracePeriodSeconds",
                "schedulingStrategy",
                "deploymentController",
                "tags",
                "enableECSManagedTags",
                "propagateTags");
        requireController(CREATE, request.deploymentController());
        if (request.schedulingStrategy() != null && request.schedulingStrategy() != SchedulingStrategy.REPLICA) {
            throw new UnsupportedOperationException(CREATE + ": schedulingStrategy "
                    + request.schedulingStrategyAsString() + " is not supported by the local cloud");
        }
        ServiceRules.requireFargate(CREATE, request.launchType(), request.platformVersion());
        Caller caller = Caller.current();
        Scope scope = caller.scope();
        Cluster cluster = clusters.get(request.cluster());
        String name = EcsFaults.required(request.serviceName(), "Service name");
        if (!NAME.matcher(name).matches()) {
            throw EcsFaults.invalid("Invalid service name: " + name);
        }
        TaskDefinition definition = definitions.startable(request.taskDefinition());
        rules.requireLoadBalancers(
                CREATE, scope, request.loadBalancers(), definition, request.healthCheckGracePeriodSeconds());
        Instant now = cloud.clock().instant();
        Service settings = Service.builder()
                .serviceArn(scope.arn("ecs", "service/" + cluster.clusterName() + "/" + name))
                .serviceName(name)
                .clusterArn(cluster.clusterArn())
                .loadBalancers(request.loadBalancers())
                .serviceRegistries(List.of())
                .desiredCount(ServiceRules.desiredCount(request.desiredCount(), 0))
                .launchType(LaunchType.FARGATE)
                .platformVersion(Objects.requireNonNullElse(request.platformVersion(), "LATEST"))
                .platformFamily("Linux")
                .taskDefinition(definition.taskDefinitionArn())
                .deploymentConfiguration(ServiceRules.deployment(CREATE, request.deploymentConfiguration()))
                .networkConfiguration(ServiceRules.network(request.networkConfiguration()))
                .healthCheckGracePeriodSeconds(
                        request.loadBalancers().isEmpty()
                                ? request.healthCheckGracePeriodSeconds()
                                : Integer.valueOf(
                                        Objects.requireNonNullElse(request.healthCheckGracePeriodSeconds(), 0)))
                .schedulingStrategy(SchedulingStrategy.REPLICA)
                .deploymentController(controller -> controller.type(DeploymentControllerType.ECS))
                .availabilityZoneRebalancing(ServiceRules.rebalancing(request.availabilityZoneRebalancing()))
                .roleArn(scope.global().arn("iam", "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"))
                .createdAt(now)
                .createdBy(caller.principal().arn())
                .tags(request.tags())
                .enableECSManagedTags(Boolean.TRUE.equals(request.enableECSManagedTags()))
                .propagateTags(Objects.requireNonNullElse(request.propagateTags(), PropagateTags.NONE))
                .enableExecuteCommand(false)
                .placementConstraints(List.of())
                .placementStrategy(List.of())
                .build();
        Rollout rollout = Rollout.begin(newDeploymentId(), definition.taskDefinitionArn(), now);
        ServiceState state = new ServiceState(ServiceStatus.ACTIVE, settings, List.of(rollout), List.of(), false);
        Key key = new Key(scope, state.key());
        claim(key, state);
        events.deployment(key, state, rollout, RolloutState.IN_PROGRESS);
        scheduler.ask(key);
        return CreateServiceResponse.builder().service(shown(key, state)).build();
    }

    private void claim(Key key, ServiceState state) {
        if (tables.services().putIfAbsent(key, state)) {
            return;
        }
        ServiceStatus there =
                tables.services().get(key).map(ServiceState::status).orElse(ServiceStatus.INACTIVE);
        switch (there) {
            case ACTIVE -> throw EcsFaults.invalid("Creation of service was not idempotent.");
            case DRAINING -> throw EcsFaults.invalid("Unable to Start a service that is still Draining.");
            case INACTIVE -> tables.services().put(key, state);
        }
    }

    private static void requireController(String operation, @Nullable DeploymentController given) {
        if (given != null && given.type() != DeploymentControllerType.ECS) {
            throw new UnsupportedOperationException(operation + ": the deployment controller " + given.typeAsString()
                    + " is not supported by the local cloud");
        }
    }

    private String newDeploymentId() {
        // As on AWS: digits.
        return "ecs-svc/" + new BigInteger(cloud.ids().hex(15), 16).toString();
    }

    UpdateServiceResponse update(UpdateServiceRequest request) {
        Supported.only(
                UPDATE,
                request,
                "cluster",
                "service",
                "desiredCount",
                "taskDefinition",
                "deploymentConfiguration",
                "availabilityZoneRebalancing",
                "networkConfiguration",
                "platformVersion",
                "forceNewDeployment",
                "healthCheckGracePeriodSeconds",
                "deploymentController",
                "enableECSManagedTags",
                "loadBalancers",
                "propagateTags");
        requireController(UPDATE, request.deploymentController());
        ServiceRules.requireFargate(UPDATE, null, request.platformVersion());
        Key key = key(request.cluster(), request.service());
        ServiceState before = tables.services().get(key).orElseThrow(EcsFaults::serviceNotFound);
        if (before.status() != ServiceStatus.ACTIVE) {
            throw EcsFaults.serviceNotActive();
        }
        Service settings = changed(before.settings(), request);
        TaskDefinition definition = request.taskDefinition() == null
                ? definitions.revision(key.scope(), settings.taskDefinition()).definition()
                : definitions.startable(request.taskDefinition());
        if (request.hasLoadBalancers()) {
            rules.requireLoadBalancers(
                    UPDATE, key.scope(), request.loadBalancers(), definition, settings.healthCheckGracePeriodSeconds());
        }
        boolean deploys = Boolean.TRUE.equals(request.forceNewDeployment()) || differs(before.settings(), settings);
        Instant now = cloud.clock().instant();
        String deployment = newDeploymentId();
        ServiceState after = tables.services()
                .update(
                        key,
                        old -> deploys
                                ? old.withSettings(settings)
                                        .deploying(Rollout.begin(deployment, settings.taskDefinition(), now))
                                : old.withSettings(settings).withoutFailed().steady(false))
                .orElseThrow(EcsFaults::serviceNotFound);
        if (deploys) {
            events.deployment(key, after, after.primary(), RolloutState.IN_PROGRESS);
        }
        scheduler.ask(key);
        return UpdateServiceResponse.builder().service(shown(key, after)).build();
    }

    private Service changed(Service before, UpdateServiceRequest request) {
        Service.Builder changed = before.toBuilder()
                .desiredCount(ServiceRules.desiredCount(request.desiredCount(), before.desiredCount()));
        if (request.taskDefinition() != null) {
            changed.taskDefinition(
                    definitions.startable(request.taskDefinition()).taskDefinitionArn());
        }
        if (request.deploymentConfiguration() != null) {
            changed.deploymentConfiguration(ServiceRules.deployment(UPDATE, request.deploymentConfiguration()));
        }
        if (request.networkConfiguration() != null) {
            changed.networkConfiguration(ServiceRules.network(request.networkConfiguration()));
        }
        if (request.platformVersion() != null) {
            changed.platformVersion(request.platformVersion());
        }
        if (request.healthCheckGracePeriodSeconds() != null) {
            changed.healthCheckGracePeriodSeconds(request.healthCheckGracePeriodSeconds());
        }
        if (request.availabilityZoneRebalancing() != null) {
            changed.availabilityZoneRebalancing(request.availabilityZoneRebalancing());
        }
        if (request.enableECSManagedTags() != null) {
            changed.enableECSManagedTags(request.enableECSManagedTags());
        }
        if (request.propagateTags() != null) {
            changed.propagateTags(request.propagateTags());
        }
        if (request.hasLoadBalancers()) {
            changed.loadBalancers(request.loadBalancers());
        }
        return changed.build();
    }

    /** Whether the tasks that run are not those that are wanted now. */
    private static boolean differs(Service before, Service after) {
        return !before.taskDefinition().equals(after.taskDefinition())
                || !before.networkConfiguration().equals(after.networkConfiguration())
                || !before.loadBalancers().equals(after.loadBalancers())
                || !before.platformVersion().equals(after.platformVersion())
                || before.propagateTags() != after.propagateTags();
    }

    DeleteServiceResponse delete(DeleteServiceRequest request) {
        Key key = key(request.cluster(), request.service());
        ServiceState before = tables.services().get(key).orElseThrow(EcsFaults::serviceNotFound);
        if (before.status() != ServiceStatus.ACTIVE) {
            return DeleteServiceResponse.builder().service(shown(key, before)).build();
        }
        if (before.settings().desiredCount() > 0 && !Boolean.TRUE.equals(request.force())) {
            throw EcsFaults.invalid("The service cannot be stopped while it is scaled above 0.");
        }
        ServiceState after = tables.services()
                .update(
                        key,
                        old -> old.status() == ServiceStatus.ACTIVE
                                ? old.in(ServiceStatus.DRAINING)
                                        .withSettings(old.settings().toBuilder()
                                                .desiredCount(0)
                                                .build())
                                : old)
                .orElseThrow(EcsFaults::serviceNotFound);
        events.status(key, after);
        scheduler.ask(key);
        return DeleteServiceResponse.builder().service(shown(key, after)).build();
    }

    DescribeServicesResponse describe(DescribeServicesRequest request) {
        if (request.services().isEmpty()) {
            throw EcsFaults.invalid("Services cannot be empty.");
        }
        if (request.services().size() > DESCRIBED_AT_ONCE) {
            throw EcsFaults.invalid("Services can have at most " + DESCRIBED_AT_ONCE + " items.");
        }
        boolean withTags = request.include().contains(ServiceField.TAGS);
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : request.services()) {
            Key key = key(request.cluster(), name);
            Optional<ServiceState> state = tables.services().get(key);
            if (state.isPresent()) {
                Service shown = shown(key, state.get());
                found.add(withTags ? shown : shown.toBuilder().tags(List.of()).build());
            } else {
                failures.add(Failure.builder()
                        .arn(key.scope().arn("ecs", "service/" + key.name()))
                        .reason("MISSING")
                        .build());
            }
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    ListServicesResponse list(ListServicesRequest request) {
        Supported.only(
                "ecs ListServices", request, "cluster", "nextToken", "maxResults", "launchType", "schedulingStrategy");
        String cluster = clusters.get(request.cluster()).clusterArn();
        List<String> arns = tables.services().list(Caller.current().scope()).stream()
                .filter(state -> state.status() != ServiceStatus.INACTIVE)
                .map(ServiceState::settings)
                .filter(settings -> settings.clusterArn().equals(cluster))
                .filter(settings -> request.launchType() == null || request.launchType() == settings.launchType())
                .filter(settings -> request.schedulingStrategy() == null
                        || request.schedulingStrategy() == settings.schedulingStrategy())
                .map(Service::serviceArn)
                .toList();
        Page<String> page = Pages.of(arns, request.nextToken(), request.maxResults(), PAGE);
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private Key key(@Nullable String cluster, @Nullable String service) {
        String id = EcsFaults.required(service, "Service identifier");
        return new Key(
                Caller.current().scope(), ServiceState.key(clusters.get(cluster).clusterName(), Clusters.nameOf(id)));
    }

    private Service shown(Key key, ServiceState state) {
        return ServiceDescription.of(state, tables.tasksOf(key));
    }
}
