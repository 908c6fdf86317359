package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.template.Output;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a template exports, as far as can be said without asking a cloud: what only the cloud knows is in the values as a
 * mark. Two templates of a stack export the same under a name where their values are equal, marks included.
 */
public final class ForeseenExports implements Resolver {
    private static final int MOST_ZONES = 6;

    private final Set<String> remade;

    private ForeseenExports(Set<String> remade) {
        this.remade = remade;
    }

    /**
     * The exports by name.
     *
     * @param remade logical ids of the resources that are another one afterwards: added or replaced
     * @throws TemplateException where the template can't be evaluated
     */
    public static Map<String, String> of(
            Template template, Map<String, String> parameters, StackIdentity stack, Set<String> remade) {
        ParameterValues given = ParameterValues.of(template, parameters);
        Map<String, String> stored = new TreeMap<>();
        given.toResolve().forEach((parameter, name) -> stored.put(parameter, "{stored as " + name + "}"));
        Evaluator evaluator =
                new Evaluator(template, given.resolved(stored), stack, new ForeseenExports(Set.copyOf(remade)));
        Map<String, String> exports = new TreeMap<>();
        for (Output output : template.outputs().values()) {
            if (evaluator.includes(output)) {
                output.exportName()
                        .ifPresent(name -> exports.put(
                                evaluator.text(name, "Export names must be strings"),
                                evaluator.text(output.value(), "Outputs must be strings")));
            }
        }
        return Collections.unmodifiableMap(exports);
    }

    @Override
    public JsonNode ref(String logicalId) {
        return mark(logicalId);
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        return mark(logicalId + "." + attribute, logicalId);
    }

    @Override
    public String importValue(String exportName) {
        return "{import " + exportName + "}";
    }

    @Override
    public List<String> availabilityZones(String region) {
        return IntStream.range(0, MOST_ZONES)
                .mapToObj(number -> "{zone " + number + " of " + region + "}")
                .toList();
    }

    private JsonNode mark(String logicalId) {
        return mark(logicalId, logicalId);
    }

    private JsonNode mark(String what, String logicalId) {
        return TextNode.valueOf("{" + (remade.contains(logicalId) ? "another " : "") + what + "}");
    }
}
