package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a template's parameters, each as its type and constraints allow. */
public final class ParameterValues {
    private static final String MASK = "****";

    private final Map<String, Parameter> parameters;
    private final Map<String, String> texts;

    private ParameterValues(Map<String, Parameter> parameters, Map<String, String> texts) {
        this.parameters = parameters;
        this.texts = Collections.unmodifiableMap(texts);
    }

    /**
     * Takes what was given, else the default.
     *
     * @param given texts by name, as CreateStack gets them; previous values are already put in
     * @throws TemplateException with AWS's message where one is missing, unknown or not allowed
     */
    public static ParameterValues of(Template template, Map<String, String> given) {
        List<String> unknown = given.keySet().stream()
                .filter(name -> !template.parameters().containsKey(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException(
                    Position.NONE, "Parameters: [" + String.join(", ", unknown) + "] do not exist in the template");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : template.parameters().values()) {
            Optional<String> text =
                    Optional.ofNullable(given.get(parameter.name())).or(parameter::defaultValue);
            text.ifPresentOrElse(value -> texts.put(parameter.name(), value), () -> missing.add(parameter.name()));
        }
        if (!missing.isEmpty()) {
            throw new TemplateException(
                    Position.NONE, "Parameters: [" + String.join(", ", missing) + "] must have values");
        }
        ParameterValues values = new ParameterValues(template.parameters(), texts);
        template.parameters().values().forEach(values::check);
        return values;
    }

    /** Whether the template has a parameter of that name. */
    public boolean has(String name) {
        return texts.containsKey(name);
    }

    /** What {@code Ref} answers: a text, or a list of texts. */
    public JsonNode value(String name) {
        String text = require(name);
        if (!parameter(name).type().isList()) {
            return TextNode.valueOf(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements(text).forEach(list::add);
        return list;
    }

    /** All as they were given, by name: what a stack keeps. Secrets are among them. */
    public Map<String, String> texts() {
        return texts;
    }

    /** All as describing the stack shows them, by name: secrets are {@code ****}. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        texts.forEach((name, text) -> shown.put(name, parameter(name).noEcho() ? MASK : text));
        return Collections.unmodifiableMap(shown);
    }

    private void check(Parameter parameter) {
        if (parameter.type().fromSsm()) {
            throw new TemplateException(
                    parameter.position(),
                    "Parameter " + parameter.name() + ": the type "
                            + parameter.type().name() + " is not supported");
        }
        ParameterCheck check = new ParameterCheck(parameter);
        String text = require(parameter.name());
        (parameter.type().isList() ? elements(text) : List.of(text)).forEach(check::check);
    }

    private static List<String> elements(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    private Parameter parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow(() -> unknown(name));
    }

    private String require(String name) {
        return Optional.ofNullable(texts.get(name)).orElseThrow(() -> unknown(name));
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("the template has no parameter " + name);
    }
}
