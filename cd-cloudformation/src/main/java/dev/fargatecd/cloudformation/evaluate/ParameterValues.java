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

/**
 * The values of a template's parameters, each as its type and constraints allow.
 *
 * <p>Of a parameter of the type {@code AWS::SSM::Parameter::Value<…>} what is given is a name in Parameter Store, and that is
 * what its constraints are about; its value is put in by {@link #resolved}.
 */
public final class ParameterValues {
    private static final String MASK = "****";

    private final Map<String, Parameter> parameters;
    private final Map<String, String> texts;
    private final Map<String, String> stored;

    private ParameterValues(Map<String, Parameter> parameters, Map<String, String> texts, Map<String, String> stored) {
        this.parameters = parameters;
        this.texts = Collections.unmodifiableMap(texts);
        this.stored = Map.copyOf(stored);
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
        ParameterValues values = new ParameterValues(template.parameters(), texts, Map.of());
        template.parameters().values().forEach(values::check);
        return values;
    }

    /** Whether the template has a parameter of that name. */
    public boolean has(String name) {
        return texts.containsKey(name);
    }

    /** The names in Parameter Store whose values are asked for, by parameter. */
    public Map<String, String> toResolve() {
        Map<String, String> names = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (parameter(name).type().fromSsm()) {
                names.put(name, text);
            }
        });
        return names;
    }

    /**
     * With the values that Parameter Store holds.
     *
     * @param values of all that {@link #toResolve} names, by parameter
     * @throws TemplateException with AWS's message where one is not of its parameter's type
     */
    public ParameterValues resolved(Map<String, String> values) {
        values.forEach((name, value) -> {
            ParameterCheck check = new ParameterCheck(parameter(name));
            (parameter(name).type().isList() ? elements(value) : List.of(value)).forEach(check::checkType);
        });
        return new ParameterValues(parameters, texts, values);
    }

    /**
     * What {@code Ref} answers: a text, or a list of texts.
     *
     * @throws IllegalStateException where the value is in Parameter Store and was not put in
     */
    public JsonNode value(String name) {
        String text = parameter(name).type().fromSsm() ? requireStored(name) : require(name);
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
        return masked(texts);
    }

    /** What was put in from Parameter Store, as describing the stack shows it. */
    public Map<String, String> shownResolved() {
        return masked(stored);
    }

    private Map<String, String> masked(Map<String, String> values) {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((name, text) -> shown.put(name, parameter(name).noEcho() ? MASK : text));
        return Collections.unmodifiableMap(shown);
    }

    private void check(Parameter parameter) {
        ParameterCheck check = new ParameterCheck(parameter);
        String text = require(parameter.name());
        if (parameter.type().fromSsm()) {
            check.checkConstraints(text);
        } else {
            (parameter.type().isList() ? elements(text) : List.of(text)).forEach(check::check);
        }
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

    private String requireStored(String name) {
        return Optional.ofNullable(stored.get(name))
                .orElseThrow(() -> new IllegalStateException(
                        "the value of the parameter " + name + " is in Parameter Store and was not put in"));
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("the template has no parameter " + name);
    }
}
