package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Output;
import dev.fargatecd.cloudformation.template.PseudoParameter;
import dev.fargatecd.cloudformation.template.ReferenceCheck;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Optional;

/**
 * Evaluates a template for one stack and one set of parameters.
 *
 * <p>Conditions are decided when it is made; all else when it is asked for, so that the engine can ask for a resource's
 * properties once those that they refer to exist.
 */
public final class Evaluator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Template template;
    private final ParameterValues parameters;
    private final StackIdentity stack;
    private final Resolver resolver;
    private final Conditions conditions;
    private final Functions functions;

    /**
     * Decides the conditions.
     *
     * @throws TemplateException where that can't be done, with AWS's message where it is known; also where the template
     *     has what would be without effect here, creation and update policies, and where a rule says no
     */
    public Evaluator(Template template, ParameterValues parameters, StackIdentity stack, Resolver resolver) {
        this.template = template;
        this.parameters = parameters;
        this.stack = stack;
        this.resolver = resolver;
        requireSupported(template);
        new RuleCheck(template, this::ref).check();
        functions = new Functions(this);
        conditions = new Conditions(this);
        conditions.decide();
    }

    /** Whether the named condition holds. */
    public boolean condition(String name) {
        return conditions.holds(name);
    }

    /** Whether the resource is part of the stack. */
    public boolean includes(Resource resource) {
        return includes(resource.condition());
    }

    /** Whether the output is part of the stack. */
    public boolean includes(Output output) {
        return includes(output.condition());
    }

    /**
     * The resources that are made, in order.
     *
     * @throws TemplateException where one refers to another that its condition leaves out, with AWS's message
     */
    public DependencyGraph dependencies() {
        ReferenceCheck check = new ReferenceCheck(template, this::includes, name -> Optional.of(condition(name)));
        check.resources();
        check.outputs();
        return DependencyGraph.of(template, this::includes, name -> Optional.of(condition(name)));
    }

    /** The properties of a resource, without those that are {@code AWS::NoValue}; not yet coerced to their types. */
    public ObjectNode properties(Resource resource) {
        if (evaluate(resource.properties()) instanceof ObjectNode properties) {
            return properties;
        }
        throw new TemplateException(
                resource.properties().position(),
                "Template format error: [/Resources/" + resource.name()
                        + "/Properties] Every Properties member must be an object.");
    }

    /**
     * The value of any part of the template. Dynamic references stay as they are written: when they are put in is the
     * engine's affair.
     *
     * @return {@link MissingNode} for {@code AWS::NoValue}; within objects and lists that is left out
     * @throws TemplateException where a function can't be evaluated
     */
    public JsonNode evaluate(Node node) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        return call.isPresent() ? functions.call(call.get()) : literal(node);
    }

    /**
     * The value as a text.
     *
     * @param complaint what is wrong where it is none
     */
    public String text(Node node, String complaint) {
        JsonNode value = evaluate(node);
        if (!value.isValueNode() || value.isNull()) {
            throw new TemplateException(node.position(), complaint);
        }
        return value.asText();
    }

    Template template() {
        return template;
    }

    StackIdentity stack() {
        return stack;
    }

    Resolver resolver() {
        return resolver;
    }

    /** What {@code Ref} answers, for parameters of both kinds and resources. */
    JsonNode ref(String name) {
        Optional<PseudoParameter> pseudo = PseudoParameter.of(name);
        if (pseudo.isPresent()) {
            return pseudo(pseudo.get());
        }
        return parameters.has(name) ? parameters.value(name) : resolver.ref(name);
    }

    /** What a node that is no function call stands for. */
    JsonNode literal(Node node) {
        return node.accept(new Node.Visitor<>() {
            @Override
            public JsonNode scalar(Node.Scalar scalar) {
                return Scalars.json(scalar);
            }

            @Override
            public JsonNode sequence(Node.Sequence sequence) {
                ArrayNode list = JSON.arrayNode();
                for (Node item : sequence.items()) {
                    JsonNode value = evaluate(item);
                    if (!value.isMissingNode()) {
                        list.add(value);
                    }
                }
                return list;
            }

            @Override
            public JsonNode mapping(Node.Mapping mapping) {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> put(object, entry));
                return object;
            }
        });
    }

    private void put(ObjectNode object, Node.Entry entry) {
        JsonNode value = evaluate(entry.value());
        if (!value.isMissingNode()) {
            object.set(entry.key(), value);
        }
    }

    private static void requireSupported(Template template) {
        template.resources()
                .values()
                .forEach(resource -> resource.otherAttributes().forEach((attribute, node) -> {
                    if (!attribute.equals("Metadata")) {
                        throw new TemplateException(
                                node.position(),
                                "[/Resources/" + resource.name() + "/" + attribute + "] " + attribute
                                        + " is not supported");
                    }
                }));
    }

    private boolean includes(Optional<String> condition) {
        return condition.map(this::condition).orElse(true);
    }

    private JsonNode pseudo(PseudoParameter parameter) {
        return switch (parameter) {
            case ACCOUNT_ID -> JSON.textNode(stack.account());
            case NO_VALUE -> MissingNode.getInstance();
            case PARTITION -> JSON.textNode(stack.partition());
            case REGION -> JSON.textNode(stack.region());
            case STACK_ID -> JSON.textNode(stack.stackId());
            case STACK_NAME -> JSON.textNode(stack.stackName());
            case URL_SUFFIX -> JSON.textNode(stack.urlSuffix());
            case NOTIFICATION_ARNS -> {
                ArrayNode arns = JSON.arrayNode();
                stack.notificationArns().forEach(arns::add);
                yield arns;
            }
        };
    }
}
