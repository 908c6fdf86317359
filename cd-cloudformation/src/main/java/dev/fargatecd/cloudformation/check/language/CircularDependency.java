package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.DependencyGraph;
import dev.fargatecd.cloudformation.tree.TemplateException;

/** Finds resources that wait for each other. */
public final class CircularDependency implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "circular-dependency",
                Severity.ERROR,
                "No resource needs itself, not even by way of others",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        try {
            DependencyGraph.of(template.template());
        } catch (TemplateException circular) {
            findings.add(
                    circular.position(),
                    "these wait for each other: " + circular.detail().orElse(""),
                    "take one reference into a resource of its own, as AWS::EC2::SecurityGroupIngress does");
        }
    }
}
