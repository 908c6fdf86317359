package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task as it is kept.
 *
 * @param task what DescribeTasks answers
 * @param service the name under which its service is kept; empty for a task of RunTask
 * @param deployment of the service that it belongs to
 * @param network where its interface goes
 * @param loadBalancers where it is registered while it runs
 * @param privateAddress known from PENDING on
 * @param hasServed whether it was ever seen healthy
 */
record TaskState(
        Scope scope,
        Task task,
        Optional<String> service,
        Optional<String> deployment,
        NetworkConfiguration network,
        List<LoadBalancer> loadBalancers,
        Optional<String> privateAddress,
        boolean hasServed) {
    TaskState {
        loadBalancers = List.copyOf(loadBalancers);
    }

    /** The last part of its ARN. */
    String id() {
        return idOf(task.taskArn());
    }

    static String idOf(String arnOrId) {
        return arnOrId.substring(arnOrId.lastIndexOf('/') + 1);
    }

    TaskStatus status() {
        return TaskStatus.valueOf(task.lastStatus());
    }

    boolean isToStop() {
        return task.desiredStatus().equals("STOPPED");
    }

    TaskState with(UnaryOperator<Task> change) {
        return new TaskState(
                scope, change.apply(task), service, deployment, network, loadBalancers, privateAddress, hasServed);
    }

    TaskState withPrivateAddress(String address) {
        return new TaskState(scope, task, service, deployment, network, loadBalancers, Optional.of(address), hasServed);
    }

    TaskState served() {
        return new TaskState(scope, task, service, deployment, network, loadBalancers, privateAddress, true);
    }

    TaskState withContainer(String name, UnaryOperator<Container> change) {
        return with(old -> old.toBuilder()
                .containers(old.containers().stream()
                        .map(container -> container.name().equals(name) ? change.apply(container) : container)
                        .toList())
                .build());
    }
}
