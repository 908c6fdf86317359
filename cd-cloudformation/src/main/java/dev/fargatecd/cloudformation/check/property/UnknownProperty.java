package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.TypedNode;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds properties that the type does not have. */
public final class UnknownProperty implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unknown-property",
                Severity.ERROR,
                "Each property is one that the type has",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            for (TypedNode typed : template.typedNodes(resource)) {
                if (!typed.shape().isOpen()) {
                    typed.node()
                            .asMapping()
                            .ifPresent(mapping -> mapping.entries().stream()
                                    .filter(entry ->
                                            typed.shape().property(entry.key()).isEmpty())
                                    .forEach(entry -> findings.add(
                                            entry.position(),
                                            message(resource, typed, entry.key()),
                                            Nearest.hint(
                                                    entry.key(),
                                                    typed.shape().properties().keySet()))));
                }
            }
        }
    }

    private static String message(Resource resource, TypedNode typed, String property) {
        String owner = typed.name().equals("Properties") ? resource.type() : typed.name() + " of " + resource.type();
        return owner + " has no property " + property;
    }
}
