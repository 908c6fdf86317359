package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Optional;

/** Finds projects whose source does not go with their artifacts, or whose buildspec is not there. */
public final class ProjectSource implements Check {
    private static final String PIPELINE = "CODEPIPELINE";

    @Override
    public Rule rule() {
        return new Rule(
                "project-source",
                Severity.ERROR,
                "A build in a pipeline has source and artifacts from there, and a buildspec that the source has",
                "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        List<String> given = files.buildspecs().stream()
                .map(buildspec -> buildspec.file().baseName())
                .toList();
        for (CheckedTemplate template : files.templates()) {
            for (Resource project : template.resources("AWS::CodeBuild::Project")) {
                types(project, findings);
                buildspec(project, given, findings);
            }
        }
    }

    private static void types(Resource project, Findings findings) {
        Value source = Value.of(project).member("Source").member("Type");
        Value artifacts = Value.of(project).member("Artifacts").member("Type");
        Optional<String> from = source.literal();
        Optional<String> to = artifacts.literal();
        boolean isOne = from.isPresent()
                && to.isPresent()
                && from.get().equals(PIPELINE) != to.get().equals(PIPELINE);
        if (isOne) {
            findings.add(
                    artifacts.position(),
                    "the source of " + project.name() + " is " + from.get() + ", and its artifacts are " + to.get(),
                    from.get().equals(PIPELINE) ? "write " + PIPELINE : "write " + PIPELINE + " for both, or for none");
        }
    }

    private static void buildspec(Resource project, List<String> given, Findings findings) {
        Value buildspec = Value.of(project).member("Source").member("BuildSpec");
        buildspec
                .literal()
                .filter(text -> !text.contains("\n") && !text.startsWith("arn:"))
                .map(text -> text.substring(text.lastIndexOf('/') + 1))
                .filter(name -> !given.contains(name))
                .flatMap(name -> Nearest.of(name, given))
                .ifPresent(near -> findings.add(
                        buildspec.position(),
                        "the source has no " + buildspec.literal().orElse("") + " that is given here",
                        "did you mean " + near + "?"));
    }
}
