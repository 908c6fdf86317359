package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds resource types that AWS does not have. */
public final class UnknownType implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unknown-type",
                Severity.ERROR,
                "Each resource has a type that AWS has",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            boolean isOfAws =
                    resource.type().startsWith("AWS::") || !resource.type().contains("::");
            if (isOfAws && !template.types().exists(resource.type())) {
                findings.add(
                        Value.of(template.template().root())
                                .member("Resources")
                                .member(resource.name())
                                .member("Type")
                                .position(),
                        "AWS has no resource type " + resource.type(),
                        Nearest.hint(resource.type(), template.types().names()));
            }
        }
    }
}
