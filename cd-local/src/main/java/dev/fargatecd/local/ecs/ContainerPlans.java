package dev.fargatecd.local.ecs;

import dev.fargatecd.local.runtime.ContainerImage;
import dev.fargatecd.local.runtime.ContainerPlan;
import dev.fargatecd.local.runtime.Limits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What a task definition, and the overrides of a task, say of how a container is started. */
final class ContainerPlans {
    private ContainerPlans() {}

    /**
     * The plan of one container.
     *
     * @param environment under what the definition says
     * @param folder for the folders of tasks
     */
    static ContainerPlan plan(
            TaskState task,
            TaskDefinition whole,
            ContainerDefinition definition,
            ContainerImage image,
            Map<String, String> environment,
            Path folder) {
        Optional<ContainerOverride> override = task.task().overrides().containerOverrides().stream()
                .filter(one -> definition.name().equals(one.name()))
                .findFirst();
        Map<String, String> variables = new LinkedHashMap<>(environment);
        definition.environment().forEach(pair -> variables.put(pair.name(), pair.value()));
        override.ifPresent(one -> one.environment().forEach(pair -> variables.put(pair.name(), pair.value())));
        List<String> command = override.filter(ContainerOverride::hasCommand)
                .map(ContainerOverride::command)
                .orElse(definition.command());
        return new ContainerPlan(
                task.id(),
                image,
                definition.entryPoint().isEmpty() ? Optional.empty() : Optional.of(definition.entryPoint()),
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                variables,
                Optional.ofNullable(definition.workingDirectory()),
                Optional.ofNullable(definition.user()),
                definition.portMappings().stream()
                        .map(PortMapping::containerPort)
                        .findFirst(),
                limits(whole, definition),
                Optional.ofNullable(definition.healthCheck()).map(ContainerHealth::check),
                folder.resolve(task.id() + "-" + definition.name()));
    }

    /** A container may use all that its task has, unless it is given less. */
    private static Limits limits(TaskDefinition whole, ContainerDefinition container) {
        int ofTask = FargateSizes.memory(whole.memory());
        return new Limits(
                FargateSizes.cpu(whole.cpu()),
                container.memory() == null ? ofTask : Math.min(ofTask, container.memory()),
                Optional.ofNullable(container.memoryReservation()));
    }
}
