package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.template.References.Reference;
import java.util.Optional;
import java.util.Set;

/** Finds attributes that a resource of that type does not have. */
public final class UnknownAttribute implements TemplateOnlyCheck {
    private static final Set<String> OPEN = Set.of("AWS::CloudFormation::Stack", "AWS::CloudFormation::CustomResource");

    @Override
    public Rule rule() {
        return new Rule(
                "unknown-attribute",
                Severity.ERROR,
                "Fn::GetAtt asks for an attribute that the type has",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Reference reference : template.references()) {
            if (!reference.attribute().isEmpty()) {
                Optional.ofNullable(template.template().resources().get(reference.name()))
                        .filter(resource -> !OPEN.contains(resource.type()))
                        .flatMap(template::type)
                        .filter(type -> !CheckedTemplate.answers(type, reference.attribute()))
                        .ifPresent(type -> findings.add(
                                reference.position(),
                                type.name() + " has no attribute " + reference.attribute(),
                                hint(type, reference.attribute())));
            }
        }
    }

    private static String hint(ResourceType type, String attribute) {
        if (type.refIdentifier().contains(attribute)) {
            return "Ref answers it";
        }
        String nearest = Nearest.hint(attribute, type.attributes());
        boolean hasFew = type.attributes().size() <= 8;
        return nearest.isEmpty() && hasFew ? "it has: " + String.join(", ", type.attributes()) : nearest;
    }
}
