package dev.fargatecd.local.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One statement of a policy. */
record Statement(
        boolean allows, Principals principals, Selection actions, Selection resources, List<Condition> conditions) {

    boolean speaksOf(Access access) {
        return isAbout(access) && conditions.stream().allMatch(condition -> condition.holds(access.context()));
    }

    private boolean isAbout(Access access) {
        return principals.has(access.principal()) && actions.hasAction(access.action()) && hasResource(access);
    }

    /** A resource that nobody knows is any that the statement allows, and none that it denies by name. */
    private boolean hasResource(Access access) {
        return access.resource().equals(Access.ANY_RESOURCE)
                ? allows || resources.hasResource("*")
                : resources.hasResource(access.resource());
    }

    /**
     * Why it can't be said whether this speaks of the access: it has a policy variable, or a condition on a key that is not
     * among the known ones. Empty where it can.
     */
    Optional<String> undecided(Access access, Predicate<String> known) {
        if (!principals.has(access.principal()) || !actions.hasAction(access.action())) {
            return Optional.empty();
        }
        Optional<String> variable = resources.patterns().stream()
                .filter(pattern -> pattern.contains("${"))
                .map(pattern -> "the policy variable in " + pattern)
                .findFirst();
        if (variable.isPresent() || !hasResource(access)) {
            return variable;
        }
        return conditions.stream()
                .map(Condition::key)
                .filter(key -> !known.test(key))
                .map(key -> "the condition key " + key)
                .findFirst();
    }
}
