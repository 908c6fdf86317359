package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds stages and actions of the same name. */
public final class DuplicateName implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "duplicate-name",
                Severity.ERROR,
                "Each stage of a pipeline and each action of a stage has a name of its own",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource pipeline : template.resources(PipelineAction.PIPELINE)) {
            List<Value> stages = Value.of(pipeline).member("Stages").items();
            look("stage", stages, findings);
            stages.forEach(stage -> look("action", stage.member("Actions").items(), findings));
        }
    }

    private static void look(String what, List<Value> named, Findings findings) {
        Set<String> names = new HashSet<>();
        for (Value one : named) {
            Value name = one.member("Name");
            name.literal()
                    .filter(text -> !names.add(text))
                    .ifPresent(text -> findings.add(
                            name.position(),
                            "there is another " + what + " " + text + " here",
                            "give it another name"));
        }
    }
}
