package dev.fargatecd.local.elbv2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The targets of one group, and the choice among them for a request. */
final class TargetPool {
    private final Map<TargetId, Target> targets = new LinkedHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    synchronized Optional<Target> find(TargetId id) {
        return Optional.ofNullable(targets.get(id));
    }

    synchronized void put(Target target) {
        targets.put(target.id(), target);
    }

    /** Removes that very target, not another that was registered in its place; tells whether it was there. */
    synchronized boolean remove(Target target) {
        return targets.remove(target.id(), target);
    }

    /** In the order in which they were registered. */
    synchronized List<Target> all() {
        return List.copyOf(targets.values());
    }

    /**
     * A target that has taken the request; the caller {@link Target#end ends} it. Empty where none takes requests.
     *
     * @param leastOutstanding whether the one with the fewest requests is next, and not each in turn
     */
    Optional<Target> begin(boolean leastOutstanding) {
        // Between looking and taking, targets may have begun to drain while others came: then look again.
        for (int attempt = 0; attempt < 3; attempt++) {
            for (Target target : inOrder(candidates(), leastOutstanding)) {
                if (target.begin()) {
                    return Optional.of(target);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The healthy ones; where there are none, all that are registered and in use: an application load balancer fails
     * open (target-group-health-checks.html).
     */
    private List<Target> candidates() {
        List<Target> inUse = all().stream()
                .filter(target -> !target.state().isTerminal() && target.state() != TargetState.UNUSED)
                .toList();
        List<Target> healthy = inUse.stream()
                .filter(target -> target.state() == TargetState.HEALTHY)
                .toList();
        return healthy.isEmpty() ? inUse : healthy;
    }

    private List<Target> inOrder(List<Target> candidates, boolean leastOutstanding) {
        if (candidates.size() < 2) {
            return candidates;
        }
        List<Target> order = new ArrayList<>(candidates);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), order.size()));
        if (leastOutstanding) {
            Map<Target, Integer> load = new LinkedHashMap<>();
            order.forEach(target -> load.put(target, target.inFlight()));
            order.sort(Comparator.comparing(load::get));
        }
        return order;
    }
}
