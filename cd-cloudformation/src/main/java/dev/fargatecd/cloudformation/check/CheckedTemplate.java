package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.schema.ResourceTypes;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.References;
import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A template that is checked. Its sections and functions are well-formed; what it refers to may be missing.
 *
 * @param types the facts of the resource types
 */
public record CheckedTemplate(SourceFile file, Template template, ResourceTypes types) {
    /** The resources of a type, in the order of the text. */
    public List<Resource> resources(String type) {
        return template.resources().values().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The facts of the resource's type; empty where none are carried. */
    public Optional<ResourceType> type(Resource resource) {
        return types.find(resource.type());
    }

    /** All parts of the resource's properties with what its type says of them; empty where that is not known. */
    public List<TypedNode> typedNodes(Resource resource) {
        return type(resource).map(type -> TypedNode.of(type, resource)).orElse(List.of());
    }

    /** The resource of the type that a value is a reference to. */
    public Optional<Resource> resource(Value reference, String type) {
        return reference
                .referent()
                .map(template.resources()::get)
                .filter(resource -> resource.type().equals(type));
    }

    /** All function calls of conditions, resources and outputs, those inside of others too. */
    public List<FunctionCall> calls() {
        List<FunctionCall> calls = new ArrayList<>();
        calls.addAll(conditionCalls());
        template.resources()
                .values()
                .forEach(resource -> parts(resource).forEach(part -> collect(part, FunctionCall::of, calls)));
        template.outputs().values().forEach(output -> {
            collect(output.value(), FunctionCall::of, calls);
            output.exportName().ifPresent(name -> collect(name, FunctionCall::of, calls));
        });
        return List.copyOf(calls);
    }

    /**
     * What a text of JSON says, with the places that it has in this file; the value itself where it is no such text.
     *
     * @throws TemplateException where the text is no JSON
     */
    public Value embedded(Value value) {
        Optional<Node.Scalar> text = value.scalar()
                .or(() -> value.call(dev.fargatecd.cloudformation.template.Function.SUB)
                        .flatMap(call -> call.argument(0).asScalar()));
        return text.filter(scalar -> scalar.text().stripLeading().startsWith("{"))
                .map(scalar -> Value.of(new EmbeddedText(file, scalar).read()))
                .orElse(value);
    }

    /** Which resource needs which; empty where they wait for each other. */
    public Optional<DependencyGraph> dependencies() {
        try {
            return Optional.of(DependencyGraph.of(template));
        } catch (TemplateException circular) {
            return Optional.empty();
        }
    }

    /** Those of conditions, where {@code Condition: Name} is a call too. */
    public List<FunctionCall> conditionCalls() {
        List<FunctionCall> calls = new ArrayList<>();
        template.conditions().values().forEach(condition -> collect(condition, FunctionCall::ofCondition, calls));
        return List.copyOf(calls);
    }

    /** The place of a name in a section. */
    public Position positionOf(String section, String name) {
        return Value.of(template.root()).member(section).positionOf(name);
    }

    /** What resources and outputs refer to, in the order of the text. */
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        template.resources()
                .values()
                .forEach(resource -> parts(resource).forEach(part -> references.addAll(References.of(part))));
        template.outputs().values().forEach(output -> {
            references.addAll(References.of(output.value()));
            output.exportName().ifPresent(name -> references.addAll(References.of(name)));
        });
        return List.copyOf(references);
    }

    private static List<Node> parts(Resource resource) {
        List<Node> parts = new ArrayList<>(List.of(resource.properties()));
        parts.addAll(resource.otherAttributes().values());
        return parts;
    }

    private static void collect(Node node, Function<Node, Optional<FunctionCall>> reader, List<FunctionCall> calls) {
        Optional<FunctionCall> call = reader.apply(node);
        if (call.isPresent()) {
            calls.add(call.get());
            call.get().arguments().forEach(argument -> collect(argument, reader, calls));
            return;
        }
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> collect(entry.value(), reader, calls)));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> collect(item, reader, calls)));
    }
}
