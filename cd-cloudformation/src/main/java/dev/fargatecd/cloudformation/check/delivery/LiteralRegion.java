package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.regex.Pattern;

/** Finds ARNs with a region, with which a template works in one region alone. */
public final class LiteralRegion implements TemplateOnlyCheck {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-[0-9]");

    @Override
    public Rule rule() {
        return new Rule(
                "literal-region",
                Severity.WARNING,
                "A template names no region",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources("AWS::ECS::TaskDefinition")) {
            for (Value options : Value.of(task).at("ContainerDefinitions.*.LogConfiguration.Options")) {
                Value region = options.member("awslogs-region");
                region.literal()
                        .filter(text -> REGION.matcher(text).matches())
                        .ifPresent(text -> findings.add(
                                region.position(),
                                "the log is written in " + text + ", wherever the stack is",
                                "write !Ref AWS::Region"));
            }
        }
        for (LiteralText.Arn arn : LiteralText.arns(template)) {
            if (REGION.matcher(arn.region()).matches() && !arn.isOfSecret()) {
                findings.add(
                        arn.scalar().position(),
                        "this is in the region " + arn.region() + ", and the template works in no other",
                        "write ${AWS::Region} with !Sub");
            }
        }
    }
}
