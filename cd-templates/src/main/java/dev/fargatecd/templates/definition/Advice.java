package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import dev.fargatecd.model.Environment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something in a definition that works, and is better said on purpose.
 *
 * @param id lower case, with hyphens
 * @param position of the key that it is about
 * @param hint what to write
 */
public record Advice(String id, Position position, String message, String hint) {
    /** That an environment for customers answers HTTP alone, and nobody said that it should. */
    public static final String PLAIN_PRODUCTION = "plain-production";

    private static final Set<String> PRODUCTION = Set.of("production", "prod", "live");

    /**
     * Reads a text once more; a definition that is wrong gets no advice.
     *
     * @param file what positions call it
     */
    public static List<Advice> of(String file, String text) {
        return Definition.read(file, text).delivery().stream()
                .flatMap(delivery -> delivery.ownEnvironments().stream())
                .filter(environment -> PRODUCTION.contains(environment.name().value()))
                .filter(environment -> environment.certificate().isEmpty())
                .flatMap(environment -> plain(environment, TreeReader.read(file, text)).stream())
                .toList();
    }

    private static Optional<Advice> plain(Environment environment, Node root) {
        String name = environment.name().value();
        Node.Entry entry = root.asMapping()
                .flatMap(mapping -> mapping.get(DefinitionKey.ENVIRONMENTS))
                .flatMap(Node::asMapping)
                .flatMap(environments -> environments.entry(name))
                .orElseThrow();
        boolean isMeant = entry.value()
                .asMapping()
                .flatMap(settings -> settings.get(DefinitionKey.CERTIFICATE))
                .isPresent();
        return isMeant
                ? Optional.empty()
                : Optional.of(new Advice(
                        PLAIN_PRODUCTION,
                        entry.position(),
                        name + " answers HTTP alone: what its users send can be read and changed on the way",
                        "certificate: the ARN of one of AWS Certificate Manager; or certificate: none, where HTTPS ends"
                                + " before the load balancer"));
    }
}
