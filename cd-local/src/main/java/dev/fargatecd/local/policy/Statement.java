package dev.fargatecd.local.policy;

import java.util.List;

/** One statement of a policy. */
record Statement(
        boolean allows, Principals principals, Selection actions, Selection resources, List<Condition> conditions) {

    boolean speaksOf(Access access) {
        return principals.has(access.principal())
                && actions.hasAction(access.action())
                && resources.hasResource(access.resource())
                && conditions.stream().allMatch(condition -> condition.holds(access.context()));
    }
}
