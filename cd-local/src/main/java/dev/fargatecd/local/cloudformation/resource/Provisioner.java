package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes, changes and removes the resources of one type as somebody. The methods call services and so must not run on the
 * journal's thread, but for those that ask ({@link #isReady}, {@link #isGone}).
 *
 * <p>Each throws {@link ResourceFailure} with the reason as CloudFormation's events show it.
 */
public interface Provisioner {
    /** Makes the resource, without what calls of their own set; answers its physical id. */
    String create(Properties properties);

    /** Sets, after the creation, what calls of their own set. */
    void complete(PhysicalResource resource);

    /**
     * Changes what differs.
     *
     * @param before the properties it has
     * @param changed the names that differ
     */
    void update(PhysicalResource wanted, Properties before, Set<String> changed);

    /** Ends what an update that nobody waits for any more still does to the resource; answers when it is at rest. */
    default void interrupt(PhysicalResource resource) {}

    /** Removes the resource. One that is gone already is fine. */
    void delete(PhysicalResource resource);

    /** Whether the resource has come to rest after its creation or a change. */
    boolean isReady(PhysicalResource resource);

    /** How long the resource may take to come to rest: a service that AWS would give three hours fails sooner here. */
    default Duration patience(PhysicalResource resource) {
        return Duration.ofMinutes(15);
    }

    /** Whether nothing is left of the resource after its deletion. */
    boolean isGone(PhysicalResource resource);

    /**
     * The properties that the resource really has, as far as its type knows to read them; empty where it does not, which
     * is what drift detection leaves out.
     *
     * @throws ResourceGone where there is no such resource any more
     */
    default Optional<Properties> read(PhysicalResource resource) {
        return Optional.empty();
    }

    /** The resource that a stack has is not there any more. */
    final class ResourceGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What GetAtt answers of the resource. */
    Map<String, JsonNode> attributes(PhysicalResource resource);
}
