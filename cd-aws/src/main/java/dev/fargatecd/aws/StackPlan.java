package dev.fargatecd.aws;

import java.util.List;
import java.util.Optional;

/**
 * What would happen to a stack.
 *
 * @param now its status; empty where it would be made
 * @param changes empty where it is as it should be
 */
public record StackPlan(String stack, Optional<StackStatus> now, List<ResourceChange> changes) {
    public StackPlan {
        changes = List.copyOf(changes);
    }
}
