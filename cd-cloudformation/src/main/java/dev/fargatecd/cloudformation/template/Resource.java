package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource that a template declares.
 *
 * @param name its logical id
 * @param position of the logical id
 * @param type for example {@code AWS::ECS::Cluster}
 * @param properties without entries where the template has none
 * @param condition the name of the condition under which it is made; empty for always
 * @param otherAttributes {@code Metadata}, {@code CreationPolicy}, {@code UpdatePolicy}, as they stand
 */
public record Resource(
        String name,
        Position position,
        String type,
        Node.Mapping properties,
        List<String> dependsOn,
        Optional<String> condition,
        DeletionPolicy deletionPolicy,
        DeletionPolicy updateReplacePolicy,
        Map<String, Node> otherAttributes) {
    public Resource {
        dependsOn = List.copyOf(dependsOn);
        otherAttributes = Map.copyOf(otherAttributes);
    }

    /** What happens to the thing when its stack lets go of it. */
    public enum DeletionPolicy {
        DELETE("Delete"),
        RETAIN("Retain"),
        RETAIN_EXCEPT_ON_CREATE("RetainExceptOnCreate"),
        SNAPSHOT("Snapshot");

        private final String text;

        DeletionPolicy(String text) {
            this.text = text;
        }

        /** The word in the template. */
        public String text() {
            return text;
        }
    }
}
