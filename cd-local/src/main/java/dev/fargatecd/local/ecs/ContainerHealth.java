package dev.fargatecd.local.ecs;

import dev.fargatecd.local.runtime.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The health checks of containers: what they may be, and what comes of them for their task.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html">Determine Amazon ECS task
 *     health using container health checks</a>
 */
final class ContainerHealth {
    private static final int INTERVAL = 30;
    private static final int TIMEOUT = 5;
    private static final int RETRIES = 3;

    private ContainerHealth() {}

    /** Throws AWS's error where a check is none. */
    static void require(software.amazon.awssdk.services.ecs.model.HealthCheck check) {
        String kind = check.command().isEmpty() ? "" : check.command().get(0);
        if (!Set.of("CMD", "CMD-SHELL").contains(kind)
                || check.command().size() < 2
                || (kind.equals("CMD-SHELL") && check.command().size() > 2)) {
            throw EcsFaults.client("Container.healthCheck.command must begin with CMD, followed by a program and its"
                    + " arguments, or with CMD-SHELL, followed by one command of a shell.");
        }
        between("interval", check.interval(), 5, 300);
        between("timeout", check.timeout(), 2, 120);
        between("retries", check.retries(), 1, 10);
        between("startPeriod", check.startPeriod(), 0, 300);
    }

    private static void between(String member, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw EcsFaults.client(
                    "Container.healthCheck." + member + " must be between " + least + " and " + most + ".");
        }
    }

    /** With what DescribeTaskDefinition shows of a check that says less. */
    static software.amazon.awssdk.services.ecs.model.HealthCheck completed(
            software.amazon.awssdk.services.ecs.model.HealthCheck check) {
        return check.toBuilder()
                .interval(check.interval() == null ? INTERVAL : check.interval())
                .timeout(check.timeout() == null ? TIMEOUT : check.timeout())
                .retries(check.retries() == null ? RETRIES : check.retries())
                .build();
    }

    /** The check as a runtime does it. */
    static HealthCheck check(software.amazon.awssdk.services.ecs.model.HealthCheck check) {
        List<String> words =
                new ArrayList<>(check.command().subList(1, check.command().size()));
        if (check.command().get(0).equals("CMD-SHELL")) {
            words.addAll(0, List.of("/bin/sh", "-c"));
        }
        return new HealthCheck(
                words,
                Duration.ofSeconds(check.interval()),
                Duration.ofSeconds(check.timeout()),
                check.retries(),
                Duration.ofSeconds(check.startPeriod() == null ? 0 : check.startPeriod()));
    }

    /** Whether the health of a task of that definition is checked: in an essential container. */
    static boolean isChecked(TaskDefinition definition) {
        return definition.containerDefinitions().stream().anyMatch(ContainerHealth::counts);
    }

    private static boolean counts(ContainerDefinition container) {
        return container.essential() && container.healthCheck() != null;
    }

    /** A task is as well as the worst of its essential containers that are checked; unknown where none is. */
    static HealthStatus of(Task task, TaskDefinition definition) {
        Set<String> checked = definition.containerDefinitions().stream()
                .filter(ContainerHealth::counts)
                .map(ContainerDefinition::name)
                .collect(Collectors.toSet());
        List<HealthStatus> statuses = task.containers().stream()
                .filter(container -> checked.contains(container.name()))
                .map(container -> container.healthStatus())
                .toList();
        if (statuses.contains(HealthStatus.UNHEALTHY)) {
            return HealthStatus.UNHEALTHY;
        }
        return !statuses.isEmpty() && statuses.stream().allMatch(status -> status == HealthStatus.HEALTHY)
                ? HealthStatus.HEALTHY
                : HealthStatus.UNKNOWN;
    }
}
