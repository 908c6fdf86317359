package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.List;

/** Finds files of artifacts that an action does not get. */
public final class ArtifactInput implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "artifact-input",
                Severity.ERROR,
                "An action names files of its input artifacts only",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            List<String> inputs = action.inputs().stream()
                    .flatMap(input -> input.literal().stream())
                    .toList();
            for (String member : List.of("TemplatePath", "TemplateConfiguration")) {
                Value path = action.configuration().member(member);
                path.literal()
                        .filter(text -> text.contains("::")
                                && inputs.size() == action.inputs().size())
                        .map(text -> text.substring(0, text.indexOf("::")))
                        .filter(artifact -> !inputs.contains(artifact))
                        .ifPresent(artifact -> findings.add(
                                path.position(),
                                action.name() + " does not get the artifact " + artifact,
                                inputs.isEmpty() ? "add it to InputArtifacts" : Nearest.hint(artifact, inputs)));
            }
        }
    }
}
