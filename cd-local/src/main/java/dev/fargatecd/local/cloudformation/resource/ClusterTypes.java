package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** The types of ECS. */
final class ClusterTypes {
    /** Recorded from AWS; the service's own event says which deployment and why. */
    private static final String BREAKER =
            "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";

    private ClusterTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(cluster(), taskDefinition(), service());
    }

    private static ResourceType<EcsClient> cluster() {
        return ResourceType.of("AWS::ECS::Cluster", EcsClient.class)
                .named(NameRule.of("ClusterName", 255))
                .create(
                        CreateClusterRequest::builder,
                        properties -> properties.renamed("ClusterSettings", "Settings"),
                        EcsClient::createCluster,
                        made -> made.cluster().clusterName())
                .update(
                        ResourceType.names("ClusterSettings", "Configuration", "ServiceConnectDefaults"),
                        (ecs, cluster) -> ecs.updateCluster(ResourceType.request(
                                UpdateClusterRequest::builder,
                                cluster.properties()
                                        .only("ClusterSettings", "Configuration", "ServiceConnectDefaults")
                                        .renamed("ClusterSettings", "Settings")
                                        .with("Cluster", cluster.id()))))
                .tags(tagging(ClusterTypes::clusterArn))
                .attributes((ecs, cluster) -> Map.of("Arn", clusterArn(ecs, cluster)))
                .deletedBy((ecs, cluster) -> ecs.deleteCluster(request -> request.cluster(cluster.id())));
    }

    private static String clusterArn(EcsClient ecs, PhysicalResource cluster) {
        return ecs.describeClusters(request -> request.clusters(cluster.id()))
                .clusters()
                .get(0)
                .clusterArn();
    }

    private static ResourceType<EcsClient> taskDefinition() {
        return ResourceType.of("AWS::ECS::TaskDefinition", EcsClient.class)
                .named(NameRule.of("Family", 255).notUnique())
                .create(
                        RegisterTaskDefinitionRequest::builder,
                        EcsClient::registerTaskDefinition,
                        made -> made.taskDefinition().taskDefinitionArn())
                .tags(tagging((ecs, task) -> task.id()))
                .attributes((ecs, task) -> Map.of("TaskDefinitionArn", task.id()))
                .deletedBy((ecs, task) -> ecs.deregisterTaskDefinition(request -> request.taskDefinition(task.id())));
    }

    private static ResourceType<EcsClient> service() {
        return ResourceType.of("AWS::ECS::Service", EcsClient.class)
                .named(NameRule.of("ServiceName", 255))
                .create(
                        CreateServiceRequest::builder,
                        properties -> properties.renamed("PlacementStrategies", "PlacementStrategy"),
                        EcsClient::createService,
                        made -> made.service().serviceArn())
                .update(
                        ResourceType.names(UPDATED),
                        (ecs, service) -> ecs.updateService(ResourceType.request(
                                UpdateServiceRequest::builder,
                                service.properties()
                                        .only(UPDATED)
                                        .renamed("PlacementStrategies", "PlacementStrategy")
                                        .with("Cluster", cluster(service))
                                        .with("Service", service.id()))))
                .defaulting("HealthCheckGracePeriodSeconds", "0")
                .defaulting("EnableExecuteCommand", "false")
                .tags(tagging((ecs, service) -> service.id()))
                .readyWhen(ClusterTypes::isSteady)
                .attributes((ecs, service) -> Map.of(
                        "ServiceArn",
                        service.id(),
                        "Name",
                        find(ecs, service).map(Service::serviceName).orElse("")))
                .goneWhen((ecs, service) -> find(ecs, service)
                        .filter(seen -> !seen.status().equals("INACTIVE"))
                        .isEmpty())
                .reads((ecs, service) -> {
                    Service seen = find(ecs, service)
                            .filter(one -> !one.status().equals("INACTIVE"))
                            .orElseThrow(Provisioner.ResourceGone::new);
                    return Map.of("DesiredCount", seen.desiredCount(), "TaskDefinition", seen.taskDefinition());
                })
                .deletedBy((ecs, service) -> ecs.deleteService(request ->
                        request.cluster(cluster(service)).service(service.id()).force(true)));
    }

    private static final String[] UPDATED = {
        "AvailabilityZoneRebalancing",
        "CapacityProviderStrategy",
        "DeploymentConfiguration",
        "DesiredCount",
        "EnableECSManagedTags",
        "EnableExecuteCommand",
        "HealthCheckGracePeriodSeconds",
        "LoadBalancers",
        "NetworkConfiguration",
        "PlacementConstraints",
        "PlacementStrategies",
        "PlatformVersion",
        "PropagateTags",
        "ServiceConnectConfiguration",
        "ServiceRegistries",
        "TaskDefinition",
        "VolumeConfigurations"
    };

    private static String cluster(PhysicalResource service) {
        return service.properties().has("Cluster") ? service.properties().text("Cluster") : "default";
    }

    private static Optional<Service> find(EcsClient ecs, PhysicalResource service) {
        return ecs
                .describeServices(request -> request.cluster(cluster(service)).services(service.id()))
                .services()
                .stream()
                .findFirst();
    }

    /**
     * Whether the deployment of what the template wants is complete.
     *
     * @throws HandlerFault where the circuit breaker has given it up, or has put another in its place
     */
    private static boolean isSteady(EcsClient ecs, PhysicalResource service) {
        Service seen = find(ecs, service)
                .orElseThrow(() -> new HandlerFault(HandlerError.NOT_FOUND, "The service is not there any more"));
        Optional<Deployment> primary = seen.deployments().stream()
                .filter(deployment -> "PRIMARY".equals(deployment.status()))
                .findFirst();
        String wanted = service.properties().text("TaskDefinition");
        boolean isRolledBack = wanted.startsWith("arn:")
                && primary.filter(deployment -> !wanted.equals(deployment.taskDefinition()))
                        .isPresent();
        if (isRolledBack
                || primary.filter(deployment -> isIn(deployment, DeploymentRolloutState.FAILED))
                        .isPresent()) {
            throw new HandlerFault(HandlerError.GENERAL_SERVICE_EXCEPTION, BREAKER);
        }
        return primary.filter(deployment -> isIn(deployment, DeploymentRolloutState.COMPLETED))
                .isPresent();
    }

    private static boolean isIn(Deployment deployment, DeploymentRolloutState state) {
        return deployment.rolloutState() == state;
    }

    /** What finds the ARN that ECS's tagging takes. */
    @FunctionalInterface
    private interface Arn {
        String of(EcsClient ecs, PhysicalResource resource);
    }

    private static Tagging<EcsClient> tagging(Arn arn) {
        return new Tagging<>() {
            @Override
            public void tag(EcsClient ecs, PhysicalResource resource, Map<String, String> tags) {
                ecs.tagResource(request -> request.resourceArn(arn.of(ecs, resource))
                        .tags(tags.entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList()));
            }

            @Override
            public void untag(EcsClient ecs, PhysicalResource resource, List<String> keys) {
                ecs.untagResource(
                        request -> request.resourceArn(arn.of(ecs, resource)).tagKeys(keys));
            }
        };
    }
}
