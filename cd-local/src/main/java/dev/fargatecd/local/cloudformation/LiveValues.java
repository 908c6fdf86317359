package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.evaluate.Resolver;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Resolves what the resources of a stack are now, once those that are needed exist. */
final class LiveValues implements Resolver {
    private final Supplier<Stack> stack;
    private final TypeFacts facts;
    private final Function<String, String> imports;
    private final Function<String, List<String>> zones;

    LiveValues(
            Supplier<Stack> stack,
            TypeFacts facts,
            Function<String, String> imports,
            Function<String, List<String>> zones) {
        this.stack = stack;
        this.facts = facts;
        this.imports = imports;
        this.zones = zones;
    }

    @Override
    public JsonNode ref(String logicalId) {
        return TextNode.valueOf(resource(logicalId).physicalId().orElse(""));
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        StackResource resource = resource(logicalId);
        if (resource.type().equals(NestedStack.TYPE) && attribute.startsWith("Outputs.")) {
            return Optional.ofNullable(resource.attributes().get(attribute))
                    .orElseThrow(() -> new Values.NotResolved("Output '" + attribute.substring("Outputs.".length())
                            + "' not found in stack '"
                            + resource.physicalId().orElse("") + "'"));
        }
        return Optional.ofNullable(resource.attributes().get(attribute))
                .orElseThrow(() -> facts.hasAttribute(resource.type(), attribute)
                        ? new ResourceFailure("The attribute " + attribute + " of " + resource.type()
                                + " is not supported by the local cloud")
                        : new UnknownAttribute(resource.type(), attribute));
    }

    /** GetAtt of what the type does not have; AWS has one text for it in resources and another in outputs. */
    static final class UnknownAttribute extends RuntimeException {
        private final String type;
        private final String attribute;

        UnknownAttribute(String type, String attribute) {
            super("Requested attribute " + attribute + " does not exist in schema for " + type);
            this.type = type;
            this.attribute = attribute;
        }

        String inOutput(String output) {
            return "[Error] /Outputs/" + output + "/Value/Fn::GetAtt: Resource type " + type
                    + " does not support attribute {" + attribute + "}.";
        }
    }

    @Override
    public String importValue(String exportName) {
        return imports.apply(exportName);
    }

    @Override
    public List<String> availabilityZones(String region) {
        return zones.apply(region);
    }

    private StackResource resource(String logicalId) {
        return Optional.ofNullable(stack.get().content().resources().get(logicalId))
                .filter(StackResource::exists)
                .orElseThrow(() -> new ResourceFailure("The resource " + logicalId + " does not exist"));
    }
}
