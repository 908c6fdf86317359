package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;

/** Finds sources that are not in the first stage. */
public final class SourceStage implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "source-stage",
                Severity.ERROR,
                "The first stage has all sources, and nothing else",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            boolean isKnown = action.value()
                    .member("ActionTypeId")
                    .member("Category")
                    .literal()
                    .isPresent();
            if (isKnown && action.isSource() != (action.stage() == 0)) {
                findings.add(
                        action.value().position(),
                        action.isSource()
                                ? action.name() + " is a source, and not in the first stage"
                                : action.name() + " is in the first stage, and no source",
                        "move it");
            }
        }
    }
}
