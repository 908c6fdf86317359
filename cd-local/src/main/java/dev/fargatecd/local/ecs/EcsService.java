package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.network.AddressTable;
import dev.fargatecd.local.runtime.ContainerRuntime;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** Amazon ECS on Fargate: clusters, task definitions, services, tasks. */
public final class EcsService implements EcsClient {
    private final ContainerRuntime runtime;
    private final Clusters clusters;
    private final TaskDefinitions definitions;
    private final Services services;
    private final Tasks tasks;
    private final ResourceTags tags;
    private final TaskWorld world;
    private final ServiceScheduler scheduler;

    /** @param runtime where tasks run; closed with the service */
    public EcsService(CloudContext cloud, AddressTable addresses, ContainerRuntime runtime) {
        this.runtime = runtime;
        EcsTables tables = EcsTables.in(cloud.store());
        clusters = new Clusters(tables);
        definitions = new TaskDefinitions(cloud, tables);
        world = new TaskWorld(cloud, tables, definitions, runtime, addresses);
        TaskFactory factory = new TaskFactory(cloud, definitions);
        scheduler = new ServiceScheduler(tables, world, factory);
        services = new Services(tables, clusters, definitions, world, scheduler);
        tasks = new Tasks(tables, clusters, definitions, factory, world);
        tags = new ResourceTags(tables);
    }

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest request) {
        return clusters.create(request);
    }

    @Override
    public UpdateClusterResponse updateCluster(UpdateClusterRequest request) {
        return clusters.update(request);
    }

    @Override
    public UpdateClusterSettingsResponse updateClusterSettings(UpdateClusterSettingsRequest request) {
        return clusters.update(request);
    }

    @Override
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
        return clusters.delete(request);
    }

    @Override
    public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
        return clusters.describe(request);
    }

    @Override
    public ListClustersResponse listClusters(ListClustersRequest request) {
        return clusters.list(request);
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        return definitions.register(request);
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest request) {
        return definitions.deregister(request);
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        return definitions.describe(request);
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        return definitions.list(request);
    }

    @Override
    public CreateServiceResponse createService(CreateServiceRequest request) {
        return services.create(request);
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        return services.update(request);
    }

    @Override
    public DeleteServiceResponse deleteService(DeleteServiceRequest request) {
        return services.delete(request);
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return services.describe(request);
    }

    @Override
    public ListServicesResponse listServices(ListServicesRequest request) {
        return services.list(request);
    }

    @Override
    public RunTaskResponse runTask(RunTaskRequest request) {
        return tasks.run(request);
    }

    @Override
    public StopTaskResponse stopTask(StopTaskRequest request) {
        return tasks.stop(request);
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        return tasks.describe(request);
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        return tasks.list(request);
    }

    @Override
    public DescribeCapacityProvidersResponse describeCapacityProviders(DescribeCapacityProvidersRequest request) {
        List<String> asked =
                request.hasCapacityProviders() ? request.capacityProviders() : List.of("FARGATE", "FARGATE_SPOT");
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(asked.stream()
                        .filter(name -> name.equals("FARGATE") || name.equals("FARGATE_SPOT"))
                        .map(name -> CapacityProvider.builder()
                                .name(name)
                                .status("ACTIVE")
                                .build())
                        .toList())
                .failures(List.of())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        tags.add(EcsFaults.required(request.resourceArn(), "resourceArn"), request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        tags.remove(EcsFaults.required(request.resourceArn(), "resourceArn"), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tags.list(EcsFaults.required(request.resourceArn(), "resourceArn")))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        scheduler.close();
        world.closing();
        runtime.close();
    }
}
