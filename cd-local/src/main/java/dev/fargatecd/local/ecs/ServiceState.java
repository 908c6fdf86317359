package dev.fargatecd.local.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * A service as it is kept.
 *
 * @param settings what was asked for, as DescribeServices answers it; without deployments, counts and events
 * @param rollouts the deployments: the primary one first, then those it replaces, newest first
 * @param events newest first
 * @param isSteady whether a steady state was reached since the last change
 */
record ServiceState(
        ServiceStatus status, Service settings, List<Rollout> rollouts, List<ServiceEvent> events, boolean isSteady) {
    /** As on AWS. */
    private static final int MAX_EVENTS = 100;

    ServiceState {
        rollouts = List.copyOf(rollouts);
        events = List.copyOf(events);
    }

    /** The name under which a service is kept. */
    static String key(String cluster, String service) {
        return cluster + "/" + service;
    }

    String key() {
        return key(Clusters.nameOf(settings.clusterArn()), settings.serviceName());
    }

    Rollout primary() {
        return rollouts.get(0);
    }

    boolean isPrimary(Rollout rollout) {
        return rollout.id().equals(primary().id());
    }

    Optional<Rollout> rollout(String id) {
        return rollouts.stream().filter(rollout -> rollout.id().equals(id)).findFirst();
    }

    ServiceState in(ServiceStatus next) {
        return new ServiceState(next, settings, rollouts, events, isSteady);
    }

    ServiceState withSettings(Service changed) {
        return new ServiceState(status, changed, rollouts, events, isSteady);
    }

    ServiceState withRollouts(List<Rollout> changed) {
        return new ServiceState(status, settings, changed, events, isSteady);
    }

    ServiceState withRollout(String id, UnaryOperator<Rollout> change) {
        return withRollouts(rollouts.stream()
                .map(rollout -> rollout.id().equals(id) ? change.apply(rollout) : rollout)
                .toList());
    }

    ServiceState withEvent(ServiceEvent event) {
        List<ServiceEvent> all = Stream.concat(Stream.of(event), events.stream())
                .limit(MAX_EVENTS)
                .toList();
        return new ServiceState(status, settings, rollouts, all, isSteady);
    }

    ServiceState steady(boolean steady) {
        return new ServiceState(status, settings, rollouts, events, steady);
    }

    /** With another deployment as the primary one. Failed ones are forgotten: their story ends with this change. */
    ServiceState deploying(Rollout next) {
        List<Rollout> all = new ArrayList<>(List.of(next));
        withoutFailed().rollouts().stream()
                .filter(rollout -> !rollout.id().equals(next.id()))
                .forEach(all::add);
        return withRollouts(all).steady(false);
    }

    /** Without the failed deployments that are not the primary one. */
    ServiceState withoutFailed() {
        return withRollouts(rollouts.stream()
                .filter(rollout -> isPrimary(rollout) || rollout.state() != RolloutState.FAILED)
                .toList());
    }
}
