package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;

/** Finds builds of a project that is named by hand, beside a project of the template that nothing builds. */
public final class UnknownProject implements TemplateOnlyCheck {
    private static final String PROJECT = "AWS::CodeBuild::Project";

    @Override
    public Rule rule() {
        return new Rule(
                "unknown-project",
                Severity.WARNING,
                "A pipeline builds the project that is made with it",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<Value> built = PipelineAction.of(template).stream()
                .filter(action -> action.hasProvider("CodeBuild"))
                .map(action -> action.configuration().member("ProjectName"))
                .toList();
        List<Resource> unbuilt = template.resources(PROJECT).stream()
                .filter(project -> built.stream().noneMatch(name -> isOf(name, project, template)))
                .toList();
        for (Value name : unbuilt.isEmpty() ? List.<Value>of() : built) {
            boolean isOther = template.resources(PROJECT).stream().noneMatch(project -> isOf(name, project, template));
            name.literal()
                    .filter(text -> isOther)
                    .ifPresent(text -> findings.add(
                            name.position(),
                            "this is no project of the template, and nothing builds "
                                    + unbuilt.get(0).name(),
                            "write !Ref " + unbuilt.get(0).name()));
        }
    }

    private static boolean isOf(Value name, Resource project, CheckedTemplate template) {
        boolean isSameText = name.text().isPresent()
                && name.text().equals(Value.of(project).member("Name").text());
        return isSameText
                || template.resource(name, PROJECT).filter(project::equals).isPresent();
    }
}
