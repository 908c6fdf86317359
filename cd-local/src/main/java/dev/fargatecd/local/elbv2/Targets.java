package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * The targets of all groups: registered, checked, drained.
 *
 * <p>Each change of a target's health is kept in the table and then written to the journal as {@code ELB Target Health
 * Change} of {@code local.elasticloadbalancing}.
 */
final class Targets {
    static final String SOURCE = "local.elasticloadbalancing";
    static final String EVENT = "ELB Target Health Change";

    /**
     * A target as it is kept.
     *
     * @param zone its availability zone, or {@code all}
     */
    record Registration(String groupArn, TargetId id, String zone, Health health) {}

    private final CloudContext cloud;
    private final ElbTables tables;
    private final Table<Registration> registrations;
    private final HealthChecker checker;
    private final ConcurrentMap<String, TargetPool> pools = new ConcurrentHashMap<>();

    Targets(CloudContext cloud, ElbTables tables, HealthChecker checker) {
        this.cloud = cloud;
        this.tables = tables;
        this.checker = checker;
        registrations = cloud.store().table("elbv2.targets", Registration.class);
    }

    /** The targets of the group, none for a group that is unknown. */
    TargetPool pool(String groupArn) {
        return pools.computeIfAbsent(groupArn, arn -> new TargetPool());
    }

    /** A target of the group that has taken a request, by the group's algorithm; empty where none takes requests. */
    Optional<Target> begin(Scope scope, String groupArn) {
        boolean leastOutstanding = tables.group(scope, groupArn)
                .map(group -> Attributes.GROUP.value(group.attributes(), "load_balancing.algorithm.type"))
                .filter("least_outstanding_requests"::equals)
                .isPresent();
        return pool(groupArn).begin(leastOutstanding);
    }

    /** In the order of address and port. */
    List<Registration> registrations(Scope scope, String groupArn) {
        return registrations.list(scope).stream()
                .filter(one -> one.groupArn().equals(groupArn))
                .toList();
    }

    /** Registers a target; one that is there stays as it is, one that drains is there anew. */
    void register(Scope scope, String groupArn, TargetId id, String zone, boolean inUse) {
        TargetPool pool = pool(groupArn);
        Optional<Target> there = pool.find(id);
        if (there.isPresent() && !there.get().state().isTerminal()) {
            return;
        }
        there.ifPresent(pool::remove);
        Target target = new Target(id, cloud.clock().instant(), health -> changed(scope, groupArn, id, zone, health));
        registrations.put(key(scope, groupArn, id), new Registration(groupArn, id, zone, Health.NOT_IN_USE));
        pool.put(target);
        if (inUse) {
            start(scope, groupArn, target);
        } else {
            changed(scope, groupArn, id, zone, Health.NOT_IN_USE);
        }
    }

    /**
     * Gives the target no new requests, and forgets it once it has none, or once the delay is over.
     *
     * @param delay the group's deregistration delay
     */
    void deregister(Scope scope, String groupArn, TargetId id, Duration delay) {
        TargetPool pool = pool(groupArn);
        Optional<Target> found = pool.find(id).filter(target -> !target.state().isTerminal());
        if (found.isEmpty()) {
            return;
        }
        Target target = found.get();
        Future<?> atTheLatest = cloud.work().after(delay, () -> {
            forget(scope, groupArn, target);
            target.hangUp();
        });
        target.drain(() -> {
            atTheLatest.cancel(false);
            forget(scope, groupArn, target);
        });
    }

    /** The group has begun or ceased to get requests from a load balancer. */
    void use(Scope scope, String groupArn, boolean inUse) {
        for (Target target : pool(groupArn).all()) {
            boolean unused = target.state() == TargetState.UNUSED;
            if (inUse && unused) {
                start(scope, groupArn, target);
            } else if (!inUse && !unused) {
                target.stopProbing();
                target.change(old -> new Probing(Health.NOT_IN_USE, old.began(), false, 0, 0));
            }
        }
    }

    /** The group is deleted, and all its targets with it. */
    void forgetGroup(Scope scope, String groupArn) {
        pool(groupArn).all().forEach(target -> {
            target.stopProbing();
            registrations.remove(key(scope, groupArn, target.id()));
        });
        pools.remove(groupArn);
    }

    private void start(Scope scope, String groupArn, Target target) {
        target.change(old -> Probing.begin(cloud.clock().instant()));
        probe(scope, groupArn, target);
    }

    private void probe(Scope scope, String groupArn, Target target) {
        Optional<TargetGroup> group = tables.group(scope, groupArn).map(ElbTables.Group::group);
        TargetState state = target.state();
        if (group.isEmpty() || state.isTerminal() || state == TargetState.UNUSED) {
            return;
        }
        HealthCheck check = HealthCheck.of(group.get());
        checker.check(target.id(), check, outcome -> {
            target.change(old -> old.health().state() == TargetState.UNUSED
                    ? old
                    : old.after(outcome, check, cloud.clock().instant()));
            checker.later(target.probing().pause(check), () -> probe(scope, groupArn, target))
                    .ifPresent(target::probeNext);
        });
    }

    private void changed(Scope scope, String groupArn, TargetId id, String zone, Health health) {
        registrations.update(key(scope, groupArn, id), old -> new Registration(groupArn, id, zone, health));
        tell(scope, groupArn, id, health);
    }

    private void forget(Scope scope, String groupArn, Target target) {
        if (pool(groupArn).remove(target)) {
            registrations.remove(key(scope, groupArn, target.id()));
            tell(scope, groupArn, target.id(), Health.NOT_REGISTERED);
        }
    }

    private void tell(Scope scope, String groupArn, TargetId id, Health health) {
        cloud.journal()
                .append(
                        scope,
                        SOURCE,
                        EVENT,
                        List.of(groupArn),
                        Map.of(
                                "targetId", id.address(),
                                "port", id.port(),
                                "state", health.state().text(),
                                "reason", health.reason(),
                                "description", health.description()));
    }

    private static Key key(Scope scope, String groupArn, TargetId id) {
        return new Key(scope, groupArn + " " + id);
    }
}
