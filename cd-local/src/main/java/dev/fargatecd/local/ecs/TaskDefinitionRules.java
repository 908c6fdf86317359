package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Supported;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/**
 * What a task definition must be to run on Fargate, with AWS's words, and on the local cloud, with ours.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">Task definition
 *     differences for Fargate</a>
 */
final class TaskDefinitionRules {
    private static final String OPERATION = "ecs RegisterTaskDefinition";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final Pattern ECR = Pattern.compile("\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com");
    private static final Set<String> LOG_OPTIONS = Set.of(
            "awslogs-group",
            "awslogs-region",
            "awslogs-stream-prefix",
            "awslogs-create-group",
            "mode",
            "max-buffer-size");

    private TaskDefinitionRules() {}

    /** @param registry host and port of the local registry */
    static void require(RegisterTaskDefinitionRequest request, String registry) {
        Supported.only(
                OPERATION,
                request,
                "family",
                "taskRoleArn",
                "executionRoleArn",
                "networkMode",
                "containerDefinitions",
                "requiresCompatibilities",
                "cpu",
                "memory",
                "tags",
                "runtimePlatform",
                "ephemeralStorage");
        if (!NAME.matcher(EcsFaults.required(request.family(), "Family")).matches()) {
            throw EcsFaults.client(
                    "Family should not contain special characters except hyphen and underscore: " + request.family());
        }
        requireFargate(request);
        if (request.containerDefinitions().isEmpty()) {
            throw EcsFaults.client("Container list cannot be empty.");
        }
        Set<String> names = new HashSet<>();
        for (ContainerDefinition container : request.containerDefinitions()) {
            requireContainer(container);
            if (!names.add(container.name())) {
                throw EcsFaults.client("Container.name cannot be duplicated: " + container.name());
            }
            requireExecutionRole(request.executionRoleArn(), container, registry);
        }
        if (request.containerDefinitions().stream()
                .allMatch(container -> Boolean.FALSE.equals(container.essential()))) {
            throw EcsFaults.client("Task definition does not have any essential container.");
        }
    }

    private static void requireFargate(RegisterTaskDefinitionRequest request) {
        if (!request.requiresCompatibilities().equals(List.of(Compatibility.FARGATE))) {
            throw new UnsupportedOperationException(OPERATION + ": requiresCompatibilities other than FARGATE is not"
                    + " supported by the local cloud");
        }
        if (request.networkMode() != NetworkMode.AWSVPC) {
            throw EcsFaults.client("Fargate only supports network mode \u2018awsvpc\u2019.");
        }
        if (request.cpu() == null) {
            throw EcsFaults.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        if (request.memory() == null) {
            throw EcsFaults.client("Fargate requires that 'memory' be defined at the task level.");
        }
        FargateSizes.require(FargateSizes.cpu(request.cpu()), FargateSizes.memory(request.memory()));
        if (request.runtimePlatform() != null
                && request.runtimePlatform().operatingSystemFamily() != null
                && request.runtimePlatform().operatingSystemFamily() != OSFamily.LINUX) {
            throw new UnsupportedOperationException(OPERATION + ": operatingSystemFamily "
                    + request.runtimePlatform().operatingSystemFamilyAsString()
                    + " is not supported by the local cloud");
        }
    }

    private static void requireContainer(ContainerDefinition container) {
        if (container.name() == null || !NAME.matcher(container.name()).matches()) {
            throw EcsFaults.client("Container.name contains invalid characters: " + container.name());
        }
        String where = OPERATION + ", container " + container.name();
        Supported.only(
                where,
                container,
                "name",
                "image",
                "cpu",
                "memory",
                "memoryReservation",
                "portMappings",
                "essential",
                "entryPoint",
                "command",
                "environment",
                "secrets",
                "workingDirectory",
                "user",
                "logConfiguration",
                "stopTimeout",
                "healthCheck",
                "dockerLabels");
        if (container.image() == null || container.image().isBlank()) {
            throw EcsFaults.client("Container.image should not be null or empty.");
        }
        if (container.stopTimeout() != null && (container.stopTimeout() < 0 || container.stopTimeout() > 120)) {
            throw EcsFaults.client("Container.stopTimeout must be between 0 and 120 seconds on Fargate.");
        }
        requireSecrets(container);
        if (container.healthCheck() != null) {
            ContainerHealth.require(container.healthCheck());
        }
        requirePorts(where, container.portMappings());
        if (container.logConfiguration() != null) {
            requireLogs(where, container.logConfiguration());
        }
    }

    private static void requireSecrets(ContainerDefinition container) {
        Set<String> names = new HashSet<>();
        container.environment().forEach(variable -> names.add(variable.name()));
        for (Secret secret : container.secrets()) {
            if (secret.name() == null || secret.name().isBlank()) {
                throw EcsFaults.client("Secret.name should not be null or empty.");
            }
            if (secret.valueFrom() == null || secret.valueFrom().isBlank()) {
                throw EcsFaults.client("Secret.valueFrom should not be null or empty.");
            }
            if (!names.add(secret.name())) {
                throw EcsFaults.client("The secret name must be unique and not shared with any new or existing"
                        + " environment variables set on the container, such as '" + secret.name() + "'.");
            }
        }
    }

    private static void requirePorts(String where, List<PortMapping> mappings) {
        for (PortMapping mapping : mappings) {
            Supported.only(where, mapping, "containerPort", "hostPort", "protocol", "name", "appProtocol");
            Integer port = mapping.containerPort();
            if (port == null || port < 1 || port > 65535) {
                throw EcsFaults.client("Container port should be between 1 and 65535.");
            }
            if (mapping.hostPort() != null
                    && mapping.hostPort() != 0
                    && !mapping.hostPort().equals(port)) {
                throw EcsFaults.client(
                        "When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
            }
            if (mapping.protocol() == TransportProtocol.UDP) {
                throw new UnsupportedOperationException(where + ": UDP ports are not supported by the local cloud");
            }
        }
        if (mappings.size() > 1) {
            // A program learns its real port from PORT, which holds one.
            throw new UnsupportedOperationException(
                    where + ": more than one port mapping is not supported by the local cloud");
        }
    }

    private static void requireLogs(String where, LogConfiguration logs) {
        Supported.only(where, logs, "logDriver", "options");
        if (logs.logDriver() != LogDriver.AWSLOGS) {
            throw new UnsupportedOperationException(
                    where + ": logDriver " + logs.logDriverAsString() + " is not supported by the local cloud");
        }
        Map<String, String> options = logs.options();
        options.keySet().stream()
                .filter(option -> !LOG_OPTIONS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new UnsupportedOperationException(
                            where + ": the log option " + option + " is not supported by the local cloud");
                });
        for (String option : List.of("awslogs-group", "awslogs-region", "awslogs-stream-prefix")) {
            if (!options.containsKey(option)) {
                throw EcsFaults.client("Log driver awslogs requires options: " + option);
            }
        }
    }

    private static void requireExecutionRole(
            @Nullable String executionRole, ContainerDefinition container, String registry) {
        if (executionRole != null && !executionRole.isBlank()) {
            return;
        }
        if (!container.secrets().isEmpty()) {
            throw EcsFaults.client(
                    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        }
        String host =
                container.image().substring(0, Math.max(0, container.image().indexOf('/')));
        if (host.equals(registry) || ECR.matcher(host).matches()) {
            throw EcsFaults.client(
                    "Fargate requires task definition to have execution role ARN to support ECR images.");
        }
        if (container.logConfiguration() != null) {
            throw EcsFaults.client(
                    "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        }
    }
}
