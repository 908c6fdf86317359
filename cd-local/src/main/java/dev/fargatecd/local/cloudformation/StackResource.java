package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.template.Resource.DeletionPolicy;
import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A resource of a stack, as it is.
 *
 * @param physicalId empty until it is made
 * @param properties with which it was last made or changed, the stack's tags included, a generated name not
 * @param attributes what GetAtt answers
 */
record StackResource(
        Declared declared,
        ResourceStatus status,
        Optional<String> reason,
        Optional<String> physicalId,
        Properties properties,
        Map<String, JsonNode> attributes,
        Instant updated) {

    /**
     * What the template says of a resource, apart from its properties.
     *
     * @param dependsOn the logical ids it needs
     * @param metadata as JSON; "" where there is none
     */
    record Declared(
            String logicalId,
            String type,
            Set<String> dependsOn,
            DeletionPolicy deletionPolicy,
            DeletionPolicy updateReplacePolicy,
            String metadata) {
        Declared {
            dependsOn = Set.copyOf(dependsOn);
        }
    }

    StackResource {
        attributes = Map.copyOf(attributes);
    }

    /** One that is about to be made. */
    static StackResource beginning(Declared declared, Properties properties, Instant now) {
        return new StackResource(
                declared,
                ResourceStatus.CREATE_IN_PROGRESS,
                Optional.empty(),
                Optional.empty(),
                properties,
                Map.of(),
                now);
    }

    String logicalId() {
        return declared.logicalId();
    }

    String type() {
        return declared.type();
    }

    /** Whether there is something that can be referred to, changed or deleted. */
    boolean exists() {
        return physicalId.isPresent()
                && status != ResourceStatus.DELETE_COMPLETE
                && status != ResourceStatus.DELETE_SKIPPED;
    }

    /** The resource as its type's handler takes it. */
    PhysicalResource physical() {
        return new PhysicalResource(
                physicalId.orElseThrow(() -> new IllegalStateException(logicalId() + " has no physical id yet")),
                properties);
    }

    /**
     * In another status.
     *
     * @throws IllegalStateException where that can't follow the present one
     */
    StackResource in(ResourceStatus next, Optional<String> why, Instant now) {
        if (!status.successors().contains(next)) {
            throw new IllegalStateException(logicalId() + " can't go from " + status + " to " + next);
        }
        return new StackResource(declared, next, why, physicalId, properties, attributes, now);
    }

    StackResource with(String id) {
        return new StackResource(declared, status, reason, Optional.of(id), properties, attributes, updated);
    }

    StackResource with(Properties now) {
        return new StackResource(declared, status, reason, physicalId, now, attributes, updated);
    }

    StackResource with(Map<String, JsonNode> now) {
        return new StackResource(declared, status, reason, physicalId, properties, now, updated);
    }

    StackResource with(Declared now) {
        return new StackResource(now, status, reason, physicalId, properties, attributes, updated);
    }
}
