package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.JsonWriter;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** What can be said of a template without a stack. */
final class Templates {
    private Templates() {}

    static Template read(String body) {
        try {
            return Template.read("template", body);
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        }
    }

    /** What transforms made of a stack's template, as JSON; the text itself where the template asks for none. */
    static String processed(Template template, Stack.Definition definition) {
        return template.transforms().isEmpty()
                ? definition.templateBody()
                : JsonWriter.write(without(template.root(), "Transform"));
    }

    private static Node without(Node.Mapping root, String section) {
        List<Node.Entry> others = root.entries().stream()
                .filter(entry -> !entry.key().equals(section))
                .toList();
        return new Node.Mapping(root.position(), root.layout(), others, root.overridden(), root.shortForm());
    }

    static ValidateTemplateResponse validated(String body) {
        Template template = read(body);
        ValidateTemplateResponse.Builder answer = ValidateTemplateResponse.builder()
                .parameters(template.parameters().values().stream()
                        .map(Templates::parameter)
                        .toList())
                .declaredTransforms(template.transforms());
        template.description().ifPresent(answer::description);
        if (!Capabilities.needed(template).isEmpty()) {
            answer.capabilitiesWithStrings(Capabilities.needed(template))
                    .capabilitiesReason(Capabilities.reason(template));
        }
        return answer.build();
    }

    private static TemplateParameter parameter(Parameter parameter) {
        TemplateParameter.Builder view =
                TemplateParameter.builder().parameterKey(parameter.name()).noEcho(parameter.noEcho());
        parameter.defaultValue().ifPresent(view::defaultValue);
        parameter.description().ifPresent(view::description);
        return view.build();
    }

    static GetTemplateSummaryResponse summary(String body) {
        Template template = read(body);
        GetTemplateSummaryResponse.Builder answer = GetTemplateSummaryResponse.builder()
                .parameters(template.parameters().values().stream()
                        .map(Templates::declaration)
                        .toList())
                .resourceTypes(template.resources().values().stream()
                        .map(Resource::type)
                        .distinct()
                        .sorted()
                        .toList())
                .declaredTransforms(template.transforms());
        template.description().ifPresent(answer::description);
        template.root().get("AWSTemplateFormatVersion").ifPresent(version -> answer.version("2010-09-09"));
        if (!Capabilities.needed(template).isEmpty()) {
            answer.capabilitiesWithStrings(Capabilities.needed(template))
                    .capabilitiesReason(Capabilities.reason(template));
        }
        return answer.build();
    }

    private static ParameterDeclaration declaration(Parameter parameter) {
        List<String> allowed = parameter.constraints().allowedValues();
        ParameterDeclaration.Builder view = ParameterDeclaration.builder()
                .parameterKey(parameter.name())
                .parameterType(parameter.type().name())
                .noEcho(parameter.noEcho())
                .parameterConstraints(constraints -> constraints.allowedValues(allowed));
        parameter.defaultValue().ifPresent(view::defaultValue);
        parameter.description().ifPresent(view::description);
        return view.build();
    }
}
