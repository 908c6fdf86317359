package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.TypedNode;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds properties that are required and not there. */
public final class MissingProperty implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-property",
                Severity.ERROR,
                "Each required property is there",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            for (TypedNode typed : template.typedNodes(resource)) {
                typed.node()
                        .asMapping()
                        .ifPresent(mapping -> typed.shape().required().stream()
                                .filter(name -> mapping.entry(name).isEmpty())
                                .forEach(name -> findings.add(
                                        typed.position(),
                                        typed.name().equals("Properties")
                                                ? resource.type() + " needs " + name
                                                : typed.name() + " of " + resource.type() + " needs " + name,
                                        "")));
            }
        }
    }
}
