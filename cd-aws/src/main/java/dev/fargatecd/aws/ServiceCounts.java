package dev.fargatecd.aws;

import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** How many tasks a service has, and what is wrong with it. */
record ServiceCounts(int desired, int running, Optional<String> problem) {
    /**
     * Asks ECS.
     *
     * @param serviceArn {@code arn:aws:ecs:region:account:service/cluster/name}
     */
    static Optional<ServiceCounts> read(EcsClient ecs, String serviceArn) {
        String[] parts = serviceArn.split("/");
        if (parts.length < 3) {
            throw new IllegalArgumentException(serviceArn + " is no ARN of a service in a cluster");
        }
        try {
            return ecs
                    .describeServices(
                            request -> request.cluster(parts[parts.length - 2]).services(serviceArn))
                    .services()
                    .stream()
                    .findFirst()
                    .map(service -> new ServiceCounts(
                            service.desiredCount(),
                            service.runningCount(),
                            service.events().stream()
                                    .map(event -> event.message())
                                    .findFirst()
                                    .filter(message -> service.runningCount() < service.desiredCount())));
        } catch (ClusterNotFoundException gone) {
            return Optional.empty();
        }
    }
}
