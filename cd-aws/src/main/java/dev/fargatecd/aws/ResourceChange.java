package dev.fargatecd.aws;

import java.util.List;

/**
 * What a change set would do to one resource.
 *
 * @param replacement whether the resource is made anew; {@code CONDITIONAL} where CloudFormation can't say beforehand
 * @param properties the names of the properties that change; empty where it is added or removed
 */
public record ResourceChange(
        Action action, String logicalId, String type, Replacement replacement, List<String> properties) {
    /** What happens to it. */
    public enum Action {
        ADD,
        MODIFY,
        REMOVE,
        IMPORT,
        DYNAMIC
    }

    /** Whether it is made anew. */
    public enum Replacement {
        NO,
        CONDITIONAL,
        YES
    }

    public ResourceChange {
        properties = List.copyOf(properties);
    }
}
