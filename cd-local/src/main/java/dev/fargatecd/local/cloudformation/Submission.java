package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.evaluate.ParameterValues;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What somebody submits for a stack to become, checked as CloudFormation checks it before it does anything.
 *
 * @param definition with the defaults of parameters put in
 */
record Submission(Template template, Stack.Definition definition) {

    /**
     * Reads and checks a submission.
     *
     * @param body the template's text
     * @param present the stack that parameters with UsePreviousValue refer to; empty for a new one
     * @param isReviewed whether it becomes a change set, which somebody looks at before it is carried out
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException as CloudFormation refuses it
     */
    static Submission of(
            String body,
            List<Parameter> parameters,
            List<Tag> tags,
            List<String> capabilities,
            Optional<Stack> present,
            TypeFacts facts,
            boolean isReviewed) {
        try {
            Map<String, String> given = values(parameters, present);
            Template template = Template.read("template", body, given);
            requireKnownTypes(template, facts);
            Map<String, String> values = ParameterValues.of(template, given).texts();
            Capabilities.require(template, capabilities, isReviewed);
            Map<String, String> tagMap = new LinkedHashMap<>();
            tags.forEach(tag -> tagMap.put(tag.key(), tag.value()));
            return new Submission(template, new Stack.Definition(body, values, Map.of(), tagMap, capabilities));
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * With what Parameter Store holds for the parameters that name what is there.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException as CloudFormation refuses what is not there
     */
    Submission resolved(StoredValues store) {
        ParameterValues given = ParameterValues.of(template, definition.parameters());
        Map<String, String> stored = store.parameters(given.toResolve());
        try {
            given.resolved(stored);
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        }
        return new Submission(
                template,
                new Stack.Definition(
                        definition.templateBody(),
                        definition.parameters(),
                        stored,
                        definition.tags(),
                        definition.capabilities()));
    }

    private static Map<String, String> values(List<Parameter> parameters, Optional<Stack> present) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            @Nullable String value = parameter.parameterValue();
            if (Boolean.TRUE.equals(parameter.usePreviousValue())) {
                value = present.map(stack -> stack.definition().parameters().get(parameter.parameterKey()))
                        .orElseThrow(
                                () -> Refusal.invalid(
                                        "Invalid input for parameter key " + parameter.parameterKey()
                                                + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template"));
            }
            if (value != null) {
                values.put(parameter.parameterKey(), value);
            }
        }
        return values;
    }

    private static void requireKnownTypes(Template template, TypeFacts facts) {
        TreeSet<String> unknown = new TreeSet<>();
        template.resources().values().stream()
                .filter(resource -> !facts.isKnown(resource.type()))
                .forEach(resource -> unknown.add(resource.type()));
        if (!unknown.isEmpty()) {
            throw Refusal.invalid("Template format error: Unrecognized resource types: " + unknown);
        }
    }
}
