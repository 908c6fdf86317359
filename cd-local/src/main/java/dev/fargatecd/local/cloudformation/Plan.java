package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.Resource.DeletionPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The steps of an operation, each behind those it waits for.
 *
 * @param leftovers what the stack lets go of at the end, however the operation is called
 */
record Plan(List<Step> steps, List<StackResource> leftovers) {
    Plan {
        steps = List.copyOf(steps);
        leftovers = List.copyOf(leftovers);
    }

    /** Makes and changes what the changes say; what they remove is left over. */
    static Plan of(ChangePlanner.Changes decided) {
        Map<String, ResourceChange> changes =
                decided.changes().stream().collect(Collectors.toMap(ResourceChange::logicalId, Function.identity()));
        List<Step> steps = new ArrayList<>();
        for (String logicalId : decided.order().order()) {
            ResourceChange change = changes.get(logicalId);
            if (change != null) {
                Set<String> after = new LinkedHashSet<>();
                collectAwaited(logicalId, decided.order(), changes.keySet(), after);
                steps.add(
                        change.action() == ResourceChange.Action.ADD
                                ? new Step.Create(change.declared(), after)
                                : new Step.Update(change.declared(), after));
            }
        }
        List<StackResource> removed = decided.changes().stream()
                .filter(change -> change.action() == ResourceChange.Action.REMOVE)
                .map(ResourceChange::present)
                .flatMap(Optional::stream)
                .toList();
        return new Plan(steps, removed);
    }

    /** A resource waits also for those that it needs through others that don't change. */
    private static void collectAwaited(
            String logicalId, DependencyGraph graph, Set<String> changing, Set<String> awaited) {
        for (String needed : graph.dependenciesOf(logicalId)) {
            if (changing.contains(needed)) {
                awaited.add(needed);
            } else {
                collectAwaited(needed, graph, changing, awaited);
            }
        }
    }

    /**
     * Deletes resources, those that need others first.
     *
     * @param isRollback whether a creation is taken back, for which {@code RetainExceptOnCreate} retains nothing
     */
    static Plan deletion(Collection<StackResource> resources, boolean isRollback) {
        return deletion(resources, resource -> retains(resource.declared().deletionPolicy(), isRollback));
    }

    /**
     * Deletes what an update leaves over.
     *
     * @param now the stack's resources: what is left over of one of them was replaced and follows its
     *     UpdateReplacePolicy, anything else was removed and follows its DeletionPolicy
     */
    static Plan cleanup(Collection<StackResource> leftovers, Map<String, StackResource> now) {
        return deletion(leftovers, resource -> {
            boolean isReplaced = now.containsKey(resource.logicalId());
            StackResource.Declared declared = resource.declared();
            return retains(isReplaced ? declared.updateReplacePolicy() : declared.deletionPolicy(), false);
        });
    }

    /** Deletes what a rolled-back update had made, whatever its policies. */
    static Plan discard(Collection<StackResource> leftovers) {
        return deletion(leftovers, resource -> retains(resource.declared().deletionPolicy(), true));
    }

    private static Plan deletion(Collection<StackResource> resources, Predicate<StackResource> retained) {
        Map<String, List<StackResource>> dependents = new HashMap<>();
        resources.forEach(resource -> resource.declared()
                .dependsOn()
                .forEach(needed -> dependents
                        .computeIfAbsent(needed, first -> new ArrayList<>())
                        .add(resource)));
        Set<StackResource> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<StackResource> dependentsFirst = new ArrayList<>();
        resources.forEach(resource -> visit(resource, dependents, seen, dependentsFirst));
        Map<String, Set<String>> deletions = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (StackResource resource : dependentsFirst) {
            Set<String> before = deletions.getOrDefault(resource.logicalId(), Set.of());
            Step step =
                    retained.test(resource) ? new Step.Retain(resource, Set.of()) : new Step.Delete(resource, before);
            steps.add(step);
            if (step instanceof Step.Delete) {
                resource.declared()
                        .dependsOn()
                        .forEach(needed -> deletions
                                .computeIfAbsent(needed, first -> new LinkedHashSet<>())
                                .add(step.key()));
            }
        }
        return new Plan(steps, List.of());
    }

    /**
     * Puts a resource behind those that need it. What is left over of several templates may need each other in a circle;
     * then the circle is cut where it closes.
     */
    private static void visit(
            StackResource resource,
            Map<String, List<StackResource>> dependents,
            Set<StackResource> seen,
            List<StackResource> dependentsFirst) {
        if (seen.add(resource)) {
            dependents
                    .getOrDefault(resource.logicalId(), List.of())
                    .forEach(dependent -> visit(dependent, dependents, seen, dependentsFirst));
            dependentsFirst.add(resource);
        }
    }

    private static boolean retains(DeletionPolicy policy, boolean isRollback) {
        return switch (policy) {
            case RETAIN -> true;
            case RETAIN_EXCEPT_ON_CREATE -> !isRollback;
            case DELETE, SNAPSHOT -> false; // types that know snapshots are not among ours
        };
    }

    /** Leads back to what was before an update; what the update made is left over. */
    static Plan rollback(Map<String, StackResource> before, Map<String, StackResource> now, Set<String> skipped) {
        List<Step> steps = new ArrayList<>();
        List<StackResource> leftovers = new ArrayList<>();
        for (StackResource old : before.values()) {
            StackResource present = now.get(old.logicalId());
            if (present == null || skipped.contains(old.logicalId())) {
                continue;
            }
            Set<String> after = old.declared().dependsOn();
            if (!present.physicalId().equals(old.physicalId())) {
                steps.add(new Step.Readopt(old, after));
                if (present.exists()) {
                    leftovers.add(present);
                }
            } else if (isTouched(old, present)) {
                steps.add(new Step.Restore(old, after));
            }
        }
        now.values().stream()
                .filter(resource -> !before.containsKey(resource.logicalId()))
                .filter(resource -> resource.exists() || resource.status() == ResourceStatus.CREATE_FAILED)
                .forEach(leftovers::add);
        return new Plan(steps, leftovers);
    }

    private static boolean isTouched(StackResource old, StackResource present) {
        boolean isChangedInside =
                present.type().equals(NestedStack.TYPE) && !present.updated().equals(old.updated());
        return present.status() == ResourceStatus.UPDATE_FAILED
                || isChangedInside
                || !present.properties().differencesFrom(old.properties()).isEmpty();
    }
}
