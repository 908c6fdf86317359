package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.evaluate.Evaluator;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.References;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.local.cloudformation.ResourceChange.Action;
import dev.fargatecd.local.cloudformation.ResourceChange.Cause;
import dev.fargatecd.local.cloudformation.ResourceChange.Detail;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides what has to become of each resource for a stack to be what a template says. Does nothing. */
final class ChangePlanner {
    /** What is to become of the stack's resources, in an order in which each follows those it needs. */
    record Changes(List<ResourceChange> changes, DependencyGraph order) {
        Changes {
            changes = List.copyOf(changes);
        }
    }

    private final Template template;
    private final Evaluator evaluator;
    private final Foresight foresight;
    private final Map<String, StackResource> present;
    private final Map<String, String> tags;
    private final Set<String> changedParameters;
    private final TypeFacts facts;

    /**
     * @param evaluator with the foresight as its resolver
     * @param before the definition that the present state comes from; empty for a new stack
     */
    ChangePlanner(
            Template template,
            Evaluator evaluator,
            Foresight foresight,
            Stack.Definition wanted,
            Optional<Stack.Definition> before,
            Map<String, StackResource> present,
            TypeFacts facts) {
        this.template = template;
        this.evaluator = evaluator;
        this.foresight = foresight;
        this.present = present;
        this.facts = facts;
        tags = wanted.tags();
        changedParameters = new LinkedHashSet<>();
        before.ifPresent(old -> wanted.parameters().forEach((name, value) -> {
            if (!Objects.equals(old.parameters().get(name), value)
                    || !Objects.equals(old.stored().get(name), wanted.stored().get(name))) {
                changedParameters.add(name);
            }
        }));
    }

    /**
     * The changes.
     *
     * @throws TemplateException where the template can't be evaluated
     */
    Changes plan() {
        DependencyGraph graph = evaluator.dependencies();
        List<ResourceChange> changes = new ArrayList<>();
        for (String logicalId : graph.order()) {
            Resource resource = Objects.requireNonNull(template.resources().get(logicalId));
            decide(resource, declared(resource, graph)).ifPresent(change -> {
                foresight.note(change);
                changes.add(change);
            });
        }
        present.values().stream()
                .filter(resource -> resource.exists() && !graph.order().contains(resource.logicalId()))
                .forEach(resource -> changes.add(new ResourceChange(
                        Action.REMOVE,
                        resource.declared(),
                        Optional.of(resource),
                        Properties.none(),
                        List.of(),
                        Set.of())));
        return new Changes(changes, graph);
    }

    private Optional<ResourceChange> decide(Resource resource, StackResource.Declared declared) {
        Properties wanted = foreseen(resource);
        Optional<StackResource> there = Optional.ofNullable(present.get(resource.name()))
                .filter(StackResource::exists)
                .filter(old -> old.status() != ResourceStatus.CREATE_FAILED);
        if (there.isEmpty()) {
            return Optional.of(new ResourceChange(Action.ADD, declared, Optional.empty(), wanted, List.of(), Set.of()));
        }
        StackResource old = there.get();
        if (!old.type().equals(resource.type())) {
            throw new TemplateException(
                    resource.position(),
                    "Update of resource type is not permitted. The new template modifies resource type of the following "
                            + "resources: [" + resource.name() + "]");
        }
        List<Detail> details = new ArrayList<>();
        for (String property : wanted.differencesFrom(old.properties())) {
            JsonNode earlier = old.properties().get(property);
            JsonNode after = wanted.get(property);
            details.add(new Detail(
                    property,
                    earlier,
                    after,
                    facts.recreation(resource.type(), property, earlier, after),
                    !Foresight.isUnknown(after),
                    cause(resource, property)));
        }
        Set<String> attributes = attributes(old.declared(), declared);
        boolean isToRepair = old.status() == ResourceStatus.UPDATE_FAILED;
        boolean mayDifferInside = old.type().equals(NestedStack.TYPE);
        return details.isEmpty() && attributes.isEmpty() && !isToRepair && !mayDifferInside
                ? Optional.empty()
                : Optional.of(new ResourceChange(Action.MODIFY, declared, there, wanted, details, attributes));
    }

    private static Set<String> attributes(StackResource.Declared old, StackResource.Declared now) {
        Set<String> attributes = new LinkedHashSet<>();
        if (!old.metadata().equals(now.metadata())) {
            attributes.add("Metadata");
        }
        if (old.deletionPolicy() != now.deletionPolicy()) {
            attributes.add("DeletionPolicy");
        }
        if (old.updateReplacePolicy() != now.updateReplacePolicy()) {
            attributes.add("UpdateReplacePolicy");
        }
        return attributes;
    }

    private StackResource.Declared declared(Resource resource, DependencyGraph graph) {
        Node metadata = resource.otherAttributes().get("Metadata");
        return new StackResource.Declared(
                resource.name(),
                resource.type(),
                graph.dependenciesOf(resource.name()),
                resource.deletionPolicy(),
                resource.updateReplacePolicy(),
                metadata == null ? "" : evaluator.evaluate(metadata).toString());
    }

    private Properties foreseen(Resource resource) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Node.Entry entry : resource.properties().entries()) {
            JsonNode value = foreseen(entry.value());
            if (!value.isMissingNode()) {
                values.set(entry.key(), value);
            }
        }
        Properties properties = facts.coerced(resource.type(), Properties.of(values));
        return facts.tagged(resource.type(), properties, tags);
    }

    /** A function may stumble over a value that is not known yet: then neither is its own. */
    private JsonNode foreseen(Node node) {
        try {
            return evaluator.evaluate(node);
        } catch (TemplateException stumbled) {
            boolean waitsForAnother = References.of(node).stream()
                    .anyMatch(reference -> template.resources().containsKey(reference.name()));
            if (waitsForAnother) {
                return TextNode.valueOf(Foresight.UNKNOWN);
            }
            throw stumbled;
        }
    }

    private Cause cause(Resource resource, String property) {
        Optional<Node> node = resource.properties().get(property);
        if (node.isEmpty()) {
            return Cause.DIRECT;
        }
        for (References.Reference reference : References.of(node.get())) {
            boolean isAttribute = !reference.attribute().isEmpty();
            if (changedParameters.contains(reference.name())) {
                return new Cause("ParameterReference", reference.name());
            }
            if (isAttribute
                    && foresight
                            .attribute(reference.name(), reference.attribute())
                            .asText()
                            .equals(Foresight.UNKNOWN)) {
                return new Cause("ResourceAttribute", reference.name() + "." + reference.attribute());
            }
            if (template.resources().containsKey(reference.name())
                    && foresight.ref(reference.name()).asText().equals(Foresight.UNKNOWN)) {
                return new Cause("ResourceReference", reference.name());
            }
        }
        return Cause.DIRECT;
    }
}
