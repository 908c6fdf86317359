package dev.fargatecd.local.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service as DescribeServices shows it: what was asked for, and what there is. */
final class ServiceDescription {
    private ServiceDescription() {}

    static Service of(ServiceState state, List<TaskState> tasks) {
        return state.settings().toBuilder()
                .status(state.status().name())
                .runningCount(count(tasks, TaskStatus.RUNNING))
                .pendingCount(pending(tasks))
                .deployments(state.rollouts().stream()
                        .map(rollout -> deployment(state, rollout, tasks))
                        .toList())
                .events(state.events())
                .taskSets(List.of())
                .build();
    }

    private static Deployment deployment(ServiceState state, Rollout rollout, List<TaskState> all) {
        List<TaskState> tasks = all.stream()
                .filter(task -> task.deployment().filter(rollout.id()::equals).isPresent())
                .toList();
        boolean primary = state.isPrimary(rollout);
        int wanted = (int) tasks.stream()
                .filter(task -> !task.isToStop() && !task.status().isTerminal())
                .count();
        return Deployment.builder()
                .id(rollout.id())
                .status(primary ? "PRIMARY" : "ACTIVE")
                .taskDefinition(rollout.taskDefinition())
                .desiredCount(primary ? state.settings().desiredCount() : Integer.valueOf(wanted))
                .runningCount(count(tasks, TaskStatus.RUNNING))
                .pendingCount(pending(tasks))
                .failedTasks(rollout.failures())
                .createdAt(rollout.createdAt())
                .updatedAt(rollout.updatedAt())
                .launchType(LaunchType.FARGATE)
                .platformVersion(TaskFactory.PLATFORM_VERSION)
                .platformFamily("Linux")
                .networkConfiguration(state.settings().networkConfiguration())
                .rolloutState(rollout.state().sdk())
                .rolloutStateReason(rollout.reason())
                .build();
    }

    private static int count(List<TaskState> tasks, TaskStatus status) {
        return (int) tasks.stream().filter(task -> task.status() == status).count();
    }

    private static int pending(List<TaskState> tasks) {
        return (int) tasks.stream().filter(task -> task.status().isStarting()).count();
    }
}
