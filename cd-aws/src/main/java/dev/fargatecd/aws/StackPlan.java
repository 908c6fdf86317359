package dev.fargatecd.aws;

import java.util.List;
import java.util.Optional;

/**
 * What would happen to a stack.
 *
 * @param now its status; empty where it would be made
 * @param changes what would happen to its resources
 * @param changed false where it is as it should be; true without changes of resources where its outputs or tags are to be
 *     others
 */
public record StackPlan(String stack, Optional<StackStatus> now, List<ResourceChange> changes, boolean changed) {
    public StackPlan {
        changes = List.copyOf(changes);
    }
}
