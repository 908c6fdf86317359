package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds references to what is not there: at first by the text alone, later again with the conditions decided, for what
 * a condition leaves out is not there either.
 */
public final class ReferenceCheck {
    private final Template template;
    private final Predicate<Optional<String>> included;
    private final Function<String, Optional<Boolean>> conditions;

    /**
     * A check.
     *
     * @param included whether what has this condition, or none, is there
     * @param conditions what a condition holds; empty where that is not known
     */
    public ReferenceCheck(
            Template template, Predicate<Optional<String>> included, Function<String, Optional<Boolean>> conditions) {
        this.template = template;
        this.included = included;
        this.conditions = conditions;
    }

    /** @throws TemplateException with AWS's message, where a resource refers to what is not there */
    public void resources() {
        Unresolved unresolved = new Unresolved();
        for (Resource resource : template.resources().values()) {
            if (included.test(resource.condition())) {
                unresolved.look(resource.properties());
                resource.otherAttributes().values().forEach(unresolved::look);
                for (String other : resource.dependsOn()) {
                    if (!template.resources().containsKey(other)) {
                        unresolved.add(other, resource.position());
                    }
                }
            }
        }
        unresolved.fail(
                "Template format error: Unresolved resource dependencies %s in the Resources block of the template");
    }

    /** @throws TemplateException with AWS's message, where an output refers to what is not there */
    public void outputs() {
        Unresolved unresolved = new Unresolved();
        for (Output output : template.outputs().values()) {
            if (included.test(output.condition())) {
                unresolved.look(output.value());
            }
        }
        unresolved.fail("Unresolved resource dependencies %s in the Outputs block of the template");
    }

    private boolean isThere(String name) {
        return Optional.ofNullable(template.resources().get(name))
                .filter(resource -> included.test(resource.condition()))
                .isPresent();
    }

    private boolean isParameter(String name) {
        return template.parameters().containsKey(name)
                || PseudoParameter.of(name).isPresent();
    }

    /** The names that lead nowhere, and the place of the first. */
    private final class Unresolved {
        private final Set<String> names = new LinkedHashSet<>();
        private Position first = Position.NONE;

        void look(Node node) {
            List<Reference> references = References.of(node, conditions);
            for (Reference reference : references) {
                switch (reference.kind()) {
                    case REF, SUB_REF -> {
                        if (!isParameter(reference.name()) && !isThere(reference.name())) {
                            add(reference.name(), reference.position());
                        }
                    }
                    case GET_ATT ->
                        attribute(
                                reference,
                                "Template error: instance of Fn::GetAtt references undefined resource "
                                        + reference.name());
                    case SUB_ATTRIBUTE ->
                        attribute(
                                reference,
                                "Template error: instance of Fn::Sub references invalid resource attribute "
                                        + reference.name() + "." + reference.attribute());
                    case CONDITION -> {}
                }
            }
        }

        private void attribute(Reference reference, String complaint) {
            if (!template.resources().containsKey(reference.name())) {
                throw new TemplateException(reference.position(), complaint);
            }
            if (!isThere(reference.name())) {
                add(reference.name(), reference.position());
            }
        }

        void add(String name, Position position) {
            if (names.isEmpty()) {
                first = position;
            }
            names.add(name);
        }

        void fail(String message) {
            if (!names.isEmpty()) {
                throw new TemplateException(first, message.replace("%s", names.toString()));
            }
        }
    }
}
