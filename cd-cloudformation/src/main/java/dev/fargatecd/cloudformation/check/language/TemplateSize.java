package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.tree.Position;
import java.nio.charset.StandardCharsets;

/** Finds templates that are too large to be sent as they are. */
public final class TemplateSize implements TemplateOnlyCheck {
    private static final int LARGEST_INLINE = 51_200;
    private static final int LARGEST = 1_000_000;

    @Override
    public Rule rule() {
        return new Rule(
                "template-size",
                Severity.WARNING,
                "A template has at most 51,200 bytes, or is taken from S3, and then 1,000,000",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        int size = template.file().text().getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_INLINE) {
            findings.add(
                    new Position(template.file().name(), 1, 1),
                    size > LARGEST
                            ? "the template has " + size + " bytes, and CloudFormation takes at most " + LARGEST
                            : "the template has " + size + " bytes: more than " + LARGEST_INLINE
                                    + " are taken from S3 only",
                    size > LARGEST ? "split it into several stacks" : "a pipeline does so; by hand, use TemplateURL");
        }
    }
}
