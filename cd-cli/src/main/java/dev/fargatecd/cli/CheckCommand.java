package dev.fargatecd.cli;

import dev.fargatecd.cli.view.FindingReport;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme.Mood;
import dev.fargatecd.cloudformation.check.Checker;
import dev.fargatecd.cloudformation.check.FileKind;
import dev.fargatecd.cloudformation.check.Finding;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Advice;
import dev.fargatecd.templates.definition.Definition;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks files; without files the definition, that cf/ is what it renders, and what is in cf/. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks templates, buildspecs, Dockerfiles and definitions, alone and against each other. Works offline.",
            "Without files it checks fargate-cd.yml, that cf/ is what it renders, and what is in cf/.",
            "Ends with 0 when there is no error. docs/checks.md says what is looked for."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String SOURCE = "docs/definition.md";

    private final CommandContext context;

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "The folder with fargate-cd.yml, or one below it. Default: this one.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "The findings as JSON on stdout: the same as --format json.")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to print the findings: ${COMPLETION-CANDIDATES}. Default: text.")
    private FindingReport.Format format = FindingReport.Format.text;

    @Option(
            names = "--deployed",
            description = "Say too which deployed stacks are not what the definition renders; asks --target.")
    private boolean deployed;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Parameters(arity = "0..*", paramLabel = "FILES", description = "What to check; no definition is needed then.")
    private List<Path> files = List.of();

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path start =
                directory == null ? context.directory() : context.directory().resolve(directory);
        FindingReport report = files.isEmpty() ? workspace(start) : given(start);
        Terminal terminal = context.terminal();
        if (deployed) {
            compareWithDeployed(Workspace.around(start));
        }
        report.print(terminal, json ? FindingReport.Format.json : format);
        boolean isRight = report.findings().stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        return (isRight ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private void compareWithDeployed(Workspace workspace) {
        try (Session session = new Session(context, target.resolve(context.environment()), target.pace())) {
            OutdatedStacks.say(
                    context.terminal(),
                    session.deliveries().outdatedStacks(workspace.delivery(), workspace.rendering()));
        }
    }

    private FindingReport given(Path start) {
        List<SourceFile> sources = files.stream()
                .map(file -> read(start.resolve(file), file.toString()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        sources.stream()
                .filter(source -> FileKind.of(source) == FileKind.DEFINITION)
                .forEach(source -> {
                    findings.addAll(findings(Definition.read(source.name(), source.text())));
                    findings.addAll(advice(source));
                });
        findings.addAll(new Checker(Catalogue.checks()).check(sources));
        return new FindingReport(findings, sources);
    }

    private FindingReport workspace(Path start) {
        Path folder = Workspace.folderWithDefinition(start);
        Path file = folder.resolve(Definition.FILE_NAME);
        Definition definition = Definition.read(file);
        List<SourceFile> sources = sources(folder);
        List<Finding> findings = new ArrayList<>(findings(definition));
        if (definition.delivery().isPresent()) {
            findings.addAll(advice(read(file, file.toString())));
        }
        definition.delivery().map(delivery -> drift(folder, delivery)).ifPresent(findings::addAll);
        findings.addAll(new Checker(Catalogue.checks()).check(sources));
        if (findings.isEmpty()) {
            Terminal terminal = context.terminal();
            terminal.say(terminal.theme().paint(Mood.GOOD, terminal.theme().sign(Mood.GOOD)) + " " + file
                    + " is right, and cf/ is what it renders");
        }
        List<SourceFile> read = new ArrayList<>(sources);
        read.add(read(file, file.toString()));
        return new FindingReport(findings, read);
    }

    /** What is delivered with the definition in that folder. */
    private static List<SourceFile> sources(Path folder) {
        try (Stream<Path> rendered = Files.isDirectory(folder.resolve("cf"))
                ? Files.list(folder.resolve("cf")).sorted()
                : Stream.<Path>empty()) {
            return Stream.concat(
                            rendered.filter(path -> path.toString().endsWith(".yml")),
                            Stream.of(folder.resolve("buildspec.yml"), folder.resolve("Dockerfile"))
                                    .filter(Files::isRegularFile))
                    .map(path -> read(path, path.toString()))
                    .toList();
        } catch (IOException unreadable) {
            throw new CommandException(ExitCode.FAILED, "can't list " + folder.resolve("cf") + ": " + unreadable, "");
        }
    }

    private static SourceFile read(Path file, String name) {
        try {
            return new SourceFile(name, Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new CommandException(ExitCode.MISSING, "there is no file " + name, "");
        } catch (MalformedInputException binary) {
            throw new CommandException(ExitCode.USAGE, "can't read " + name + ": it is no text in UTF-8", "");
        } catch (IOException unreadable) {
            throw new CommandException(ExitCode.FAILED, "can't read " + name + ": " + unreadable, "");
        }
    }

    private static List<Finding> findings(Definition definition) {
        return definition.findings().stream()
                .map(found -> new Finding(
                        "definition",
                        Severity.ERROR,
                        found.position(),
                        found.message(),
                        found.nearest()
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse(""),
                        SOURCE))
                .toList();
    }

    private static List<Finding> advice(SourceFile definition) {
        return Advice.of(definition.name(), definition.text()).stream()
                .map(advice -> new Finding(
                        advice.id(), Severity.WARNING, advice.position(), advice.message(), advice.hint(), SOURCE))
                .toList();
    }

    private static List<Finding> drift(Path folder, Delivery delivery) {
        return new Workspace(folder, delivery, Rendering.of(delivery))
                .drift().stream()
                        .map(drift -> new Finding(
                                "cf-drift",
                                Severity.ERROR,
                                new Position(
                                        folder.resolve(drift.path()).toString(),
                                        drift.line(),
                                        drift.line() == 0 ? 0 : 1),
                                switch (drift.kind()) {
                                    case MISSING -> "is missing";
                                    case DIFFERENT -> "is not what " + Definition.FILE_NAME + " renders";
                                    case SUPERFLUOUS -> "is not rendered from this " + Definition.FILE_NAME;
                                },
                                switch (drift.kind()) {
                                    case MISSING, DIFFERENT -> "run fargate-cd render, then commit it";
                                    case SUPERFLUOUS -> "remove it";
                                },
                                SOURCE))
                        .toList();
    }
}
