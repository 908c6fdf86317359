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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds values in a buildspec that CodeBuild does not take. */
public final class BuildspecValues implements Check {
    private static final Map<String, Set<String>> SECTIONS = Map.of(
            "env",
                    Set.of(
                            "shell",
                            "variables",
                            "parameter-store",
                            "secrets-manager",
                            "exported-variables",
                            "git-credential-helper"),
            "artifacts",
                    Set.of(
                            "files",
                            "name",
                            "discard-paths",
                            "base-directory",
                            "exclude-paths",
                            "enable-symlinks",
                            "s3-prefix",
                            "secondary-artifacts"),
            "cache", Set.of("paths", "key", "fallback-keys", "action"));
    private static final Set<String> REPORT = Set.of("files", "base-directory", "discard-paths", "file-format");
    private static final Set<String> FORMATS = Set.of(
            "JUNITXML",
            "CUCUMBERJSON",
            "VISUALSTUDIOTRX",
            "TESTNGXML",
            "NUNITXML",
            "NUNIT3XML",
            "CLOVERXML",
            "COBERTURAXML",
            "JACOCOXML",
            "SIMPLECOV");
    private static final Pattern ON_FAILURE = Pattern.compile("ABORT|CONTINUE|RETRY(?:-.*)?");
    private static final Pattern JAVA = Pattern.compile("corretto\\d+|openjdk\\d+|latest|\\$.*");

    @Override
    public Rule rule() {
        return new Rule(
                "buildspec-values",
                Severity.ERROR,
                "What a buildspec says is what CodeBuild takes: its version, lists of commands, artifacts with files",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        files.buildspecs().forEach(buildspec -> look(buildspec, findings));
    }

    private static void look(CheckedBuildspec buildspec, Findings findings) {
        Value root = Value.of(buildspec.root());
        Value version = root.member("version");
        version.literal()
                .filter(text -> !text.equals("0.1") && !text.equals("0.2"))
                .ifPresent(
                        text -> findings.add(version.position(), "there is no version " + text, "write version: 0.2"));
        SECTIONS.forEach((section, known) -> keys(section, root.member(section), known, findings));
        root.member("phases").members().forEach(phase -> phase(phase, findings));
        Value artifacts = root.member("artifacts");
        boolean hasFiles = artifacts.member("files").isPresent()
                || artifacts.member("secondary-artifacts").isPresent();
        if (artifacts.isPresent() && !hasFiles) {
            findings.add(root.positionOf("artifacts"), "the artifacts have no files", "write files: with a list");
        }
        for (Value report : root.member("reports").members()) {
            keys("a report", report, REPORT, findings);
            Value format = report.member("file-format");
            format.literal()
                    .filter(text -> !FORMATS.contains(text))
                    .ifPresent(text -> findings.add(
                            format.position(),
                            "CodeBuild reads no reports of the format " + text,
                            Nearest.of(text, FORMATS)
                                    .map(near -> "did you mean " + near + "?")
                                    .orElse("allowed: "
                                            + String.join(
                                                    ", ",
                                                    FORMATS.stream().sorted().toList()))));
        }
    }

    private static void phase(Value phase, Findings findings) {
        for (String list : List.of("commands", "finally")) {
            Value commands = phase.member(list);
            if (commands.isPresent()
                    && commands.node().flatMap(Node::asSequence).isEmpty()) {
                findings.add(phase.positionOf(list), list + " is a list", "write - before each command");
            }
            for (Value command : commands.items()) {
                if (command.scalar().isEmpty()) {
                    findings.add(
                            command.position(),
                            "the command is no text: YAML takes a colon and a space for a key",
                            "put it into single quotes");
                }
            }
        }
        Value onFailure = phase.member("on-failure");
        onFailure
                .literal()
                .filter(text -> !ON_FAILURE.matcher(text).matches())
                .ifPresent(text -> findings.add(
                        onFailure.position(), "on-failure can't be " + text, "allowed: ABORT, CONTINUE, RETRY"));
        Value java = phase.member("runtime-versions").member("java");
        java.literal()
                .filter(text -> !JAVA.matcher(text).matches())
                .ifPresent(text -> findings.add(java.position(), "CodeBuild has no Java " + text, "write corretto17"));
    }

    private static void keys(String what, Value object, Set<String> known, Findings findings) {
        for (Node.Entry entry : object.entries()) {
            if (!known.contains(entry.key())) {
                findings.add(entry.position(), what + " has no key " + entry.key(), Nearest.hint(entry.key(), known));
            }
        }
    }
}
