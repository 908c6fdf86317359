package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedBuildspec;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds variables in a build's commands that nothing sets. */
public final class BuildVariable implements Check {
    /** A variable by the habit of the shell, without one of its ways to say what else. */
    private static final Pattern USE =
            Pattern.compile("(?<!\\\\)\\$(?:\\{([A-Z][A-Z0-9_]{2,})[}%#/]|([A-Z][A-Z0-9_]{2,}))");

    private static final Pattern SET = Pattern.compile(
            "\\b([A-Z][A-Z0-9_]{2,})=|\\b(?:read|for|export|local|declare)\\s+(?:-\\w+\\s+)*([A-Z][A-Z0-9_]{2,})");
    private static final Pattern IN_QUOTES = Pattern.compile("'[^']*'");
    private static final Pattern FROM_ELSEWHERE = Pattern.compile("(?m)(?:^|[;&|]\\s*)\\s*(?:source|eval|\\.)\\s");
    private static final Pattern NAME_IN_JSON = Pattern.compile("\"name\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern OF_THE_MACHINE = Pattern.compile(
            "(?:CODEBUILD|AWS|ECS|MAVEN|GRADLE|JAVA|JDK|NODE|NPM|PYTHON|PIP|GO|RUBY|DOCKER|BASH|LC|XDG)_?\\w*"
                    + "|HOME|PATH|PWD|OLDPWD|USER|SHELL|TERM|HOSTNAME|LANG|TMPDIR|RANDOM|SECONDS|LINENO|IFS|UID|EUID|PPID"
                    + "|REPLY|OPTARG|OPTIND|OSTYPE|PIPESTATUS|FUNCNAME|HTTPS?_PROXY|NO_PROXY|DEBIAN_FRONTEND");

    @Override
    public Rule rule() {
        return new Rule(
                "build-variable",
                Severity.ERROR,
                "A variable that a build's commands use is set by CodeBuild, the project, the buildspec or a command",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedBuildspec buildspec : files.buildspecs()) {
            List<Value> projects = files.templates().stream()
                    .flatMap(template -> projects(template, buildspec))
                    .toList();
            boolean isKnown = !projects.isEmpty()
                    && projects.stream()
                            .noneMatch(project -> project.member("Environment")
                                    .member("EnvironmentVariables")
                                    .isComputed());
            if (isKnown) {
                look(buildspec, set(buildspec, projects, files), findings);
            }
        }
    }

    /** The projects that are built as the buildspec says. */
    private static Stream<Value> projects(CheckedTemplate template, CheckedBuildspec buildspec) {
        return template.resources("AWS::CodeBuild::Project").stream()
                .filter(project -> isOf(project, buildspec))
                .map(Value::of);
    }

    private static boolean isOf(Resource project, CheckedBuildspec buildspec) {
        Value path = Value.of(project).member("Source").member("BuildSpec");
        String text = path.isAbsent() ? "buildspec.yml" : path.literal().orElse("");
        return text.substring(text.lastIndexOf('/') + 1).equals(buildspec.file().baseName());
    }

    private static Set<String> set(CheckedBuildspec buildspec, List<Value> projects, CheckedFiles files) {
        Set<String> set = new TreeSet<>();
        for (Value project : projects) {
            for (Value name : project.at("Environment.EnvironmentVariables.*.Name")) {
                name.literal().ifPresent(set::add);
            }
        }
        Value env = Value.of(buildspec.root()).member("env");
        for (String section : List.of("variables", "parameter-store", "secrets-manager")) {
            env.member(section).entries().forEach(entry -> set.add(entry.key()));
        }
        for (Node.Scalar command : buildspec.commands()) {
            SET.matcher(command.text())
                    .results()
                    .forEach(match -> set.add(match.group(1) != null ? match.group(1) : match.group(2)));
        }
        for (CheckedTemplate template : files.templates()) {
            for (PipelineAction action : PipelineAction.of(template)) {
                action.configuration()
                        .member("EnvironmentVariables")
                        .text()
                        .ifPresent(
                                text -> NAME_IN_JSON.matcher(text).results().forEach(name -> set.add(name.group(1))));
            }
        }
        return set;
    }

    private static void look(CheckedBuildspec buildspec, Set<String> set, Findings findings) {
        String all = buildspec.commands().stream().map(Node.Scalar::text).collect(Collectors.joining("\n"));
        if (FROM_ELSEWHERE.matcher(all).find()) {
            return; // what another file sets is not seen
        }
        for (String name : used(buildspec)) {
            if (!set.contains(name) && !OF_THE_MACHINE.matcher(name).matches()) {
                buildspec
                        .firstCommand(Pattern.compile("\\$\\{?" + name + "\\b"))
                        .ifPresent(place -> findings.add(
                                place,
                                "nothing sets " + name + ": to the shell it is empty",
                                Nearest.of(name, set)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("add it to EnvironmentVariables of the project")));
            }
        }
    }

    private static Set<String> used(CheckedBuildspec buildspec) {
        List<String> used = new ArrayList<>();
        for (Node.Scalar command : buildspec.commands()) {
            String text = command.text()
                    .lines()
                    .filter(line -> !line.stripLeading().startsWith("#"))
                    .collect(Collectors.joining("\n"));
            boolean isBalanced = text.chars().filter(c -> c == '\'').count() % 2 == 0;
            if (isBalanced) {
                USE.matcher(IN_QUOTES.matcher(text).replaceAll(""))
                        .results()
                        .forEach(match -> used.add(match.group(1) != null ? match.group(1) : match.group(2)));
            }
        }
        return new TreeSet<>(used);
    }
}
