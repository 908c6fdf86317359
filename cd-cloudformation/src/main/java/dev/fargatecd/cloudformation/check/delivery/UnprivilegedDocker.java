package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds builds that use docker where there is none. */
public final class UnprivilegedDocker implements Check {
    private static final Pattern DOCKER = Pattern.compile("\\bdocker\\s+(?:buildx|build|run|push|pull|tag|compose)\\b");

    @Override
    public Rule rule() {
        return new Rule(
                "unprivileged-docker",
                Severity.ERROR,
                "A build that uses docker runs in privileged mode",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedTemplate template : files.templates()) {
            for (Resource project : template.resources("AWS::CodeBuild::Project")) {
                Value environment = Value.of(project).member("Environment");
                Value privileged = environment.member("PrivilegedMode");
                boolean isOff = privileged.isAbsent()
                        || privileged
                                .literal()
                                .filter("false"::equalsIgnoreCase)
                                .isPresent();
                if (isOff && !environment.isComputed()) {
                    use(project, files)
                            .ifPresent(use -> findings.add(
                                    privileged.isAbsent()
                                            ? Value.of(project).positionOf("Environment")
                                            : privileged.position(),
                                    project.name() + " has no docker daemon, and " + use,
                                    "write PrivilegedMode: true in Environment"));
                }
            }
        }
    }

    private static Optional<String> use(Resource project, CheckedFiles files) {
        boolean isForDocker = Value.of(project)
                .member("Environment")
                .member("Image")
                .literal()
                .filter(image -> image.startsWith("aws/codebuild/docker:"))
                .isPresent();
        if (isForDocker && files.buildspecs().isEmpty()) {
            return Optional.of("its image is there for docker alone");
        }
        Value buildspec = Value.of(project).member("Source").member("BuildSpec");
        String text = buildspec.isAbsent() ? "buildspec.yml" : buildspec.text().orElse("");
        if (text.contains("\n")) {
            return DOCKER.matcher(text).find() ? Optional.of("its buildspec uses docker") : Optional.empty();
        }
        return files.buildspecAt(text)
                .flatMap(given -> given.firstCommand(DOCKER))
                .map(position -> position.file() + " uses docker in line " + position.line());
    }
}
