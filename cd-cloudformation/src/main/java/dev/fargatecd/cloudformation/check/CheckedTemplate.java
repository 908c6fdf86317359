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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A template that is checked. Its sections and functions are well-formed; what it refers to may be missing.
 *
 * <p>What many checks ask for is gathered once, when it is made.
 */
public final class CheckedTemplate {
    /** Types that answer their properties, too, although their public schemas do not say so. */
    private static final Set<String> ANSWER_PROPERTIES = Set.of(
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::Subnet",
            "AWS::EC2::VPC",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "AWS::SNS::Topic",
            "AWS::SSM::Parameter",
            "AWS::ServiceDiscovery::Service");

    private final SourceFile file;
    private final Template template;
    private final ResourceTypes types;
    private final Map<String, List<Resource>> resourcesByType;
    /** By the resource's name. */
    private final Map<String, List<TypedNode>> typedNodes;

    private final List<FunctionCall> conditionCalls;
    private final List<FunctionCall> calls;
    private final List<Reference> references;
    private final Optional<DependencyGraph> dependencies;

    /** @param types the facts of the resource types */
    CheckedTemplate(SourceFile file, Template template, ResourceTypes types) {
        this.file = file;
        this.template = template;
        this.types = types;
        Collection<Resource> resources = template.resources().values();
        resourcesByType = resources.stream().collect(Collectors.groupingBy(Resource::type));
        typedNodes = new HashMap<>();
        resources.forEach(resource -> types.find(resource.type())
                .ifPresent(type -> typedNodes.put(resource.name(), TypedNode.of(type, resource))));
        conditionCalls = gatheredConditionCalls();
        calls = gatheredCalls();
        references = gatheredReferences();
        dependencies = gatheredDependencies(template);
    }

    public SourceFile file() {
        return file;
    }

    public Template template() {
        return template;
    }

    public ResourceTypes types() {
        return types;
    }

    /** The resources of a type, in the order of the text. */
    public List<Resource> resources(String type) {
        return resourcesByType.getOrDefault(type, List.of());
    }

    /** The facts of the resource's type; empty where none are carried. */
    public Optional<ResourceType> type(Resource resource) {
        return types.find(resource.type());
    }

    /** Whether resources of the type answer {@code Fn::GetAtt} of that attribute. */
    public static boolean answers(ResourceType type, String attribute) {
        int dot = attribute.indexOf('.');
        String property = dot < 0 ? attribute : attribute.substring(0, dot);
        return type.attributes().contains(attribute)
                || (ANSWER_PROPERTIES.contains(type.name())
                        && type.shape().property(property).isPresent());
    }

    /** All parts of the resource's properties with what its type says of them; empty where that is not known. */
    public List<TypedNode> typedNodes(Resource resource) {
        return typedNodes.getOrDefault(resource.name(), List.of());
    }

    /** The values that the resource's properties get by way of mappings and of parameters' defaults. */
    public List<TypedNode> givenNodes(Resource resource) {
        return resource.condition().isPresent() ? List.of() : TypedNode.givenTo(typedNodes(resource), template);
    }

    /** All function calls of conditions, resources and outputs, those inside of others too. */
    public List<FunctionCall> calls() {
        return calls;
    }

    /** Those of conditions, where {@code Condition: Name} is a call too. */
    public List<FunctionCall> conditionCalls() {
        return conditionCalls;
    }

    /** What resources and outputs refer to, in the order of the text. */
    public List<Reference> references() {
        return references;
    }

    /** The resource of the type that a value is a reference to. */
    public Optional<Resource> resource(Value reference, String type) {
        return reference
                .referent()
                .map(template.resources()::get)
                .filter(resource -> resource.type().equals(type));
    }

    private List<FunctionCall> gatheredCalls() {
        List<FunctionCall> calls = new ArrayList<>(conditionCalls);
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
        return dependencies;
    }

    private static Optional<DependencyGraph> gatheredDependencies(Template template) {
        try {
            return Optional.of(DependencyGraph.of(template));
        } catch (TemplateException circular) {
            return Optional.empty();
        }
    }

    private List<FunctionCall> gatheredConditionCalls() {
        List<FunctionCall> calls = new ArrayList<>();
        template.conditions().values().forEach(condition -> collect(condition, FunctionCall::ofCondition, calls));
        return List.copyOf(calls);
    }

    /** The place of a name in a section. */
    public Position positionOf(String section, String name) {
        return Value.of(template.root()).member(section).positionOf(name);
    }

    private List<Reference> gatheredReferences() {
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
