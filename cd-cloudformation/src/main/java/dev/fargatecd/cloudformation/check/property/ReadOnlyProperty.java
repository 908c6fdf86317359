package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds properties that only AWS can set. */
public final class ReadOnlyProperty implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "read-only-property",
                Severity.ERROR,
                "No property is set that only AWS can set",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            template.type(resource)
                    .ifPresent(type -> resource.properties().entries().stream()
                            .filter(entry -> type.attributes().contains(entry.key()))
                            .filter(entry -> !type.createOnly().contains(entry.key()))
                            .forEach(entry -> findings.add(
                                    entry.position(),
                                    entry.key() + " of " + resource.type() + " is read-only",
                                    "remove it; !GetAtt " + resource.name() + "." + entry.key() + " answers it")));
        }
    }
}
