package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Cluster;

/**
 * Where the state of ECS is kept.
 *
 * @param clusters by name
 * @param taskDefinitions by {@code family:revision}
 * @param families the latest revision by family; revisions are never given twice
 * @param services by {@code cluster/service}
 * @param tasks by id
 * @param runs by client token, so that a request that is repeated starts nothing twice
 */
record EcsTables(
        Table<Cluster> clusters,
        Table<TaskDefinitions.Registered> taskDefinitions,
        Table<Integer> families,
        Table<ServiceState> services,
        Table<TaskState> tasks,
        Table<Run> runs) {

    /** What a RunTask has started. */
    record Run(List<String> tasks) {
        Run {
            tasks = List.copyOf(tasks);
        }
    }

    static EcsTables in(Store store) {
        return new EcsTables(
                store.table("ecs.clusters", Cluster.class),
                store.table("ecs.task-definitions", TaskDefinitions.Registered.class),
                store.table("ecs.families", Integer.class),
                store.table("ecs.services", ServiceState.class),
                store.table("ecs.tasks", TaskState.class),
                store.table("ecs.runs", Run.class));
    }

    List<TaskState> tasksOf(Key service) {
        return tasks.list(service.scope()).stream()
                .filter(task -> task.service().filter(service.name()::equals).isPresent())
                .toList();
    }

    /** Those of a cluster's tasks that are not stopped. */
    List<TaskState> liveTasksIn(Scope scope, String clusterArn) {
        return tasks.list(scope).stream()
                .filter(task -> task.task().clusterArn().equals(clusterArn))
                .filter(task -> !task.status().isTerminal())
                .toList();
    }
}
