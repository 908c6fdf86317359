package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds artifacts that are used before they are made, or made twice. */
public final class ArtifactOrder implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "artifact-order",
                Severity.ERROR,
                "An artifact is made once, and before it is used",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource pipeline : template.resources(PipelineAction.PIPELINE)) {
            List<PipelineAction> actions = PipelineAction.of(template, pipeline);
            boolean isKnown = actions.stream()
                    .flatMap(action -> action.outputs().stream())
                    .allMatch(output -> output.literal().isPresent());
            if (isKnown) {
                look(actions, findings);
            }
        }
    }

    private static void look(List<PipelineAction> actions, Findings findings) {
        Map<String, PipelineAction> made = new LinkedHashMap<>();
        for (PipelineAction action : actions) {
            for (Value output : action.outputs()) {
                String name = output.literal().orElse("");
                if (made.putIfAbsent(name, action) != null) {
                    findings.add(output.position(), "the artifact " + name + " is made twice", "give it another name");
                }
            }
        }
        for (PipelineAction action : actions) {
            for (Value input : action.inputs()) {
                input.literal().ifPresent(name -> look(action, input, name, made, findings));
            }
        }
    }

    private static void look(
            PipelineAction action, Value input, String name, Map<String, PipelineAction> made, Findings findings) {
        PipelineAction maker = made.get(name);
        if (maker == null) {
            findings.add(input.position(), "no action makes the artifact " + name, Nearest.hint(name, made.keySet()));
        } else if (!isBefore(maker, action)) {
            findings.add(
                    input.position(),
                    "the artifact " + name + " is made by " + maker.name() + ", which does not run before "
                            + action.name(),
                    "move the action to a later stage, or give it a higher RunOrder");
        }
    }

    private static boolean isBefore(PipelineAction one, PipelineAction other) {
        return one.stage() < other.stage() || (one.stage() == other.stage() && one.order() < other.order());
    }
}
