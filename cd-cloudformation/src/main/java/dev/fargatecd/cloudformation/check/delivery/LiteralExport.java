package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Output;

/** Finds exports of a text where a reference is meant. */
public final class LiteralExport implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "literal-export",
                Severity.WARNING,
                "What a template exports is a reference to what it made",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Output output : template.template().outputs().values()) {
            Value value = Value.of(output.value());
            if (output.exportName().isPresent()) {
                value.literal()
                        .ifPresent(text -> findings.add(
                                value.position(),
                                output.name() + " exports the text " + text + " and nothing that the stack has",
                                template.template().resources().containsKey(text)
                                        ? "did you mean !Ref " + text + "?"
                                        : ""));
            }
        }
    }
}
