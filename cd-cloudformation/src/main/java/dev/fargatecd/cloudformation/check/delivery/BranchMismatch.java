package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;

/** Finds triggers that wait for another branch than the pipeline's. */
public final class BranchMismatch implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "branch-mismatch",
                Severity.ERROR,
                "What starts a pipeline is a push to the branch that it takes",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/triggering.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<String> branches = PipelineAction.of(template).stream()
                .filter(action -> action.hasProvider("CodeCommit"))
                .flatMap(action -> action.configuration().member("BranchName").literal().stream())
                .toList();
        for (Resource rule : template.resources("AWS::Events::Rule")) {
            Value pattern = template.embedded(Value.of(rule).member("EventPattern"));
            boolean isOfCodeCommit = pattern.member("source").items().stream()
                    .anyMatch(source ->
                            source.literal().filter("aws.codecommit"::equals).isPresent());
            Value names = pattern.member("detail").member("referenceName");
            List<String> watched = names.items().stream()
                    .flatMap(name -> name.literal().stream())
                    .toList();
            boolean isKnown = !branches.isEmpty()
                    && !watched.isEmpty()
                    && watched.size() == names.items().size();
            if (isOfCodeCommit && isKnown && branches.stream().noneMatch(watched::contains)) {
                findings.add(
                        names.items().get(0).position(),
                        "a push to " + String.join(", ", watched) + " starts the pipeline, which takes "
                                + String.join(", ", branches),
                        "name the same branch in both, best by a parameter");
            }
        }
    }
}
