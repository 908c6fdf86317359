package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.network.AddressTable;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Amazon ECS on Fargate: clusters, task definitions, services, tasks. */
public final class EcsService implements EcsClient {

    public EcsService(CloudContext cloud, AddressTable addresses) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
