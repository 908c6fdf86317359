package dev.fargatecd.local.cloudformation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stack, as it is.
 *
 * @param id its ARN
 * @param before what an update under way, or one that failed, started from
 */
record Stack(
        String id,
        String name,
        StackStatus status,
        Optional<String> reason,
        Definition definition,
        Settings settings,
        Times times,
        Content content,
        Optional<Before> before) {

    /**
     * What somebody wants the stack to be.
     *
     * @param parameters all of the template's, defaults included
     * @param stored what Parameter Store held when this was submitted, for those parameters that name what is there
     */
    record Definition(
            String templateBody,
            Map<String, String> parameters,
            Map<String, String> stored,
            Map<String, String> tags,
            List<String> capabilities) {
        Definition {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            stored = Map.copyOf(stored);
            tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
            capabilities = List.copyOf(capabilities);
        }
    }

    /**
     * How the stack is treated.
     *
     * @param roleArn whose bearer makes every call; empty for whoever starts an operation
     * @param nesting empty for a stack of its own
     * @param policy the stack policy as JSON; empty where every update is allowed
     * @param notificationArns the topics that are told of every event
     */
    record Settings(
            Optional<String> roleArn,
            boolean terminationProtection,
            Failure onFailure,
            Optional<Integer> timeoutMinutes,
            Optional<Nesting> nesting,
            Optional<String> policy,
            List<String> notificationArns) {
        Settings {
            notificationArns = List.copyOf(notificationArns);
        }

        Settings with(Failure failure) {
            return new Settings(
                    roleArn, terminationProtection, failure, timeoutMinutes, nesting, policy, notificationArns);
        }

        Settings with(Optional<String> role) {
            return new Settings(
                    role.or(() -> roleArn),
                    terminationProtection,
                    onFailure,
                    timeoutMinutes,
                    nesting,
                    policy,
                    notificationArns);
        }

        Settings protectedFromDeletion(boolean protection) {
            return new Settings(roleArn, protection, onFailure, timeoutMinutes, nesting, policy, notificationArns);
        }

        Settings notifying(List<String> topics) {
            return new Settings(roleArn, terminationProtection, onFailure, timeoutMinutes, nesting, policy, topics);
        }

        Settings withPolicy(Optional<String> now) {
            return new Settings(
                    roleArn,
                    terminationProtection,
                    onFailure,
                    timeoutMinutes,
                    nesting,
                    now.or(() -> policy),
                    notificationArns);
        }
    }

    /** The stack of which this one is a resource, and the outermost one; their ids. */
    record Nesting(String parentId, String rootId) {}

    /** What happens when an operation fails. */
    enum Failure {
        ROLLBACK,
        DELETE,
        DO_NOTHING
    }

    /** When the stack was made, last changed and deleted. */
    record Times(Instant created, Optional<Instant> updated, Optional<Instant> deleted) {}

    /** An output with its value. */
    record OutputValue(String key, String value, Optional<String> description, Optional<String> exportName) {}

    /**
     * What is there.
     *
     * @param resources by logical id, in the order in which they were begun
     * @param leftovers what is to be deleted once the operation has succeeded or has been rolled back
     * @param imports the names of other stacks' exports that the template uses
     */
    record Content(
            Map<String, StackResource> resources,
            List<StackResource> leftovers,
            List<OutputValue> outputs,
            Set<String> imports) {
        static final Content EMPTY = new Content(Map.of(), List.of(), List.of(), Set.of());

        Content {
            resources = Collections.unmodifiableMap(resources); // made here alone, below: copied once for each change
            leftovers = List.copyOf(leftovers);
            outputs = List.copyOf(outputs);
            imports = Set.copyOf(imports);
        }

        Content with(StackResource resource) {
            Map<String, StackResource> all = new LinkedHashMap<>(resources);
            all.put(resource.logicalId(), resource);
            return new Content(all, leftovers, outputs, imports);
        }

        Content without(String logicalId) {
            Map<String, StackResource> rest = new LinkedHashMap<>(resources);
            rest.remove(logicalId);
            return new Content(rest, leftovers, outputs, imports);
        }

        Content withLeftover(StackResource resource) {
            List<StackResource> all = new ArrayList<>(leftovers);
            all.add(resource);
            return new Content(resources, all, outputs, imports);
        }

        Content withoutLeftovers() {
            return new Content(resources, List.of(), outputs, imports);
        }

        Content with(List<OutputValue> values, Set<String> imported) {
            return new Content(resources, leftovers, values, imported);
        }
    }

    /**
     * The state that a rollback leads back to.
     *
     * @param policy the stack policy in force during the update
     */
    record Before(Definition definition, Content content, Optional<String> policy) {
        Before under(Optional<String> now) {
            return new Before(definition, content, now);
        }
    }

    /**
     * In another status.
     *
     * @throws IllegalStateException where that can't follow the present one
     */
    Stack in(StackStatus next, Optional<String> why) {
        if (!status.successors().contains(next)) {
            throw new IllegalStateException(name + " can't go from " + status + " to " + next);
        }
        return new Stack(id, name, next, why, definition, settings, times, content, before);
    }

    Stack with(Content now) {
        return new Stack(id, name, status, reason, definition, settings, times, now, before);
    }

    Stack with(Definition now) {
        return new Stack(id, name, status, reason, now, settings, times, content, before);
    }

    Stack with(Settings now) {
        return new Stack(id, name, status, reason, definition, now, times, content, before);
    }

    Stack with(Times now) {
        return new Stack(id, name, status, reason, definition, settings, now, content, before);
    }

    Stack withBefore(Optional<Before> now) {
        return new Stack(id, name, status, reason, definition, settings, times, content, now);
    }
}
