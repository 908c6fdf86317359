package dev.fargatecd.local.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Completes container definitions as DescribeTaskDefinition shows them. */
final class ContainerDefaults {
    private ContainerDefaults() {}

    static List<ContainerDefinition> completed(List<ContainerDefinition> given) {
        return given.stream()
                .map(container -> container.toBuilder()
                        .cpu(container.cpu() == null ? 0 : container.cpu())
                        .essential(container.essential() == null || container.essential())
                        .environment(container.environment())
                        .mountPoints(container.mountPoints())
                        .volumesFrom(container.volumesFrom())
                        .healthCheck(
                                container.healthCheck() == null
                                        ? null
                                        : ContainerHealth.completed(container.healthCheck()))
                        .portMappings(container.portMappings().stream()
                                .map(ContainerDefaults::completed)
                                .toList())
                        .build())
                .toList();
    }

    private static PortMapping completed(PortMapping mapping) {
        return mapping.toBuilder()
                .hostPort(mapping.hostPort() == null ? mapping.containerPort() : mapping.hostPort())
                .protocol(mapping.protocol() == null ? TransportProtocol.TCP : mapping.protocol())
                .build();
    }
}
