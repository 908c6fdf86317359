package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedBuildspec;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds files that a pipeline takes from its build and that the build does not make. */
public final class BuildArtifact implements Check {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]+\\.(?:json|yml|yaml|txt)");
    private static final Pattern PUSH = Pattern.compile("\\bdocker\\s+(?:image\\s+)?push\\b|--push\\b");
    private static final Pattern BUILD = Pattern.compile("\\bdocker\\s+(?:buildx\\s+)?build\\b");
    private static final Pattern PARAMETER_FILE = Pattern.compile("\"(Parameters?\\w*)\"\\s*:\\s*\\{");

    @Override
    public Rule rule() {
        return new Rule(
                "build-artifact",
                Severity.ERROR,
                "A build writes the files of its artifact, hands on those that the pipeline takes, and pushes its image",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedBuildspec buildspec : files.buildspecs()) {
            written(buildspec, findings);
            pushed(buildspec, findings);
        }
        if (files.buildspecs().size() == 1) {
            CheckedBuildspec buildspec = files.buildspecs().get(0);
            files.templates().stream()
                    .flatMap(template -> PipelineAction.of(template).stream())
                    .collect(Collectors.groupingBy(
                            action -> action.template().file().name()))
                    .values()
                    .forEach(actions -> taken(actions, buildspec, findings));
        }
    }

    private static void written(CheckedBuildspec buildspec, Findings findings) {
        String commands = buildspec.commands().stream().map(Node.Scalar::text).collect(Collectors.joining("\n"));
        for (Value file : Value.of(buildspec.root()).at("artifacts.files.*")) {
            file.literal()
                    .filter(text -> PLAIN.matcher(text).matches())
                    .filter(text -> commands.contains(">") && isOfCommands(text, commands))
                    .ifPresent(text -> findings.add(
                            file.position(),
                            "no command writes " + text,
                            "name the file that a command writes, or write it"));
        }
    }

    /** Whether commands write files of that kind, none of which is this one: it is not in the source either, then. */
    private static boolean isOfCommands(String file, String commands) {
        String kind = file.substring(file.lastIndexOf('.'));
        String name = file.substring(file.lastIndexOf('/') + 1);
        return !commands.contains(name)
                && Pattern.compile(">\\s*\"?[\\w./-]+" + Pattern.quote(kind))
                        .matcher(commands)
                        .find();
    }

    private static void pushed(CheckedBuildspec buildspec, Findings findings) {
        boolean isPushed = buildspec.firstCommand(PUSH).isPresent();
        boolean isForRegistry = buildspec.file().text().contains("ecr ");
        if (!isPushed && isForRegistry) {
            buildspec
                    .firstCommand(BUILD)
                    .ifPresent(place ->
                            findings.add(place, "the image is built, and nothing pushes it", "add docker push"));
        }
        for (Node.Scalar command : buildspec.commands()) {
            PARAMETER_FILE
                    .matcher(command.text())
                    .results()
                    .filter(match -> !match.group(1).equals("Parameters"))
                    .findFirst()
                    .flatMap(match -> buildspec.firstCommand(Pattern.compile(Pattern.quote(match.group()))))
                    .ifPresent(place -> findings.add(
                            place, "a template's configuration has its parameters in Parameters", "write Parameters"));
        }
    }

    /** What deployments take from an action of CodeBuild. */
    private static void taken(List<PipelineAction> actions, CheckedBuildspec buildspec, Findings findings) {
        List<String> builds = actions.stream()
                .filter(action -> action.hasProvider("CodeBuild"))
                .flatMap(action -> action.outputs().stream())
                .flatMap(output -> output.literal().stream())
                .toList();
        Value root = Value.of(buildspec.root());
        List<String> files = root.at("artifacts.files.*").stream()
                .flatMap(file -> file.literal().stream())
                .map(text -> text.substring(text.lastIndexOf('/') + 1))
                .toList();
        boolean isOpen = files.stream().anyMatch(file -> file.contains("*") || file.contains("$"))
                || root.member("artifacts").member("secondary-artifacts").isPresent();
        for (PipelineAction action : isOpen ? List.<PipelineAction>of() : actions) {
            for (Value path : List.of(
                    action.configuration().member("TemplateConfiguration"),
                    action.configuration().member("TemplatePath"))) {
                Optional<String[]> parts =
                        path.literal().map(text -> text.split("::", 2)).filter(p -> p.length == 2);
                parts.filter(p -> builds.contains(p[0]))
                        .map(p -> p[1].substring(p[1].lastIndexOf('/') + 1))
                        .filter(name -> !files.contains(name))
                        .ifPresent(name -> findings.add(
                                path.position(),
                                "the build's artifact has no file " + name,
                                Nearest.of(name, files)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("add it to artifacts in "
                                                + buildspec.file().baseName())));
            }
        }
        boolean makesOutput = root.member("artifacts").isPresent();
        if (!makesOutput && !builds.isEmpty()) {
            findings.add(
                    new Position(
                            buildspec.file().name(),
                            root.position().line(),
                            root.position().column()),
                    "the pipeline takes the artifact " + builds.get(0) + ", and the buildspec has no artifacts",
                    "add artifacts with files");
        }
    }
}
