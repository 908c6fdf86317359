package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.nio.charset.StandardCharsets;

/** Finds parameters of a deployment that are longer than CodePipeline takes. */
public final class ParameterOverridesSize implements TemplateOnlyCheck {
    private static final int MOST_BYTES = 1024;

    @Override
    public Rule rule() {
        return new Rule(
                "parameter-overrides-size",
                Severity.ERROR,
                "What a pipeline passes as parameters has at most 1 KB",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            Value overrides = action.configuration().member("ParameterOverrides");
            overrides
                    .literal()
                    .filter(text -> text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES)
                    .ifPresent(text -> findings.add(
                            overrides.position(),
                            "the parameters have " + text.getBytes(StandardCharsets.UTF_8).length
                                    + " bytes, and may have " + MOST_BYTES,
                            "put settings into the template's Mappings, or into the TemplateConfiguration"));
        }
    }
}
