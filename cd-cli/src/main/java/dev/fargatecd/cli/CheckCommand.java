package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme.Mood;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Definition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the definition, and that cf/ is what it renders. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks fargate-cd.yml, and that cf/ is what it renders. Works offline.",
            "Ends with 0 when nothing is wrong."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String SOURCE = "docs/definition.md";

    private final CommandContext context;

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "The folder with fargate-cd.yml, or one below it. Default: this one.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "The findings as JSON on stdout.")
    private boolean json;

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    /** One thing that is wrong, as {@code --json} shows it; line 0 when it is about the file as a whole. */
    private record Finding(
            String id,
            String severity,
            String file,
            int line,
            int column,
            String message,
            String hint,
            String source) {}

    @Override
    public Integer call() {
        Path start =
                directory == null ? context.directory() : context.directory().resolve(directory);
        Path folder = Workspace.folderWithDefinition(start);
        List<Finding> findings = findings(folder);
        Terminal terminal = context.terminal();
        if (json) {
            terminal.print(Json.text(Map.of("findings", findings)));
        } else if (findings.isEmpty()) {
            terminal.say(terminal.theme().paint(Mood.GOOD, terminal.theme().sign(Mood.GOOD)) + " "
                    + folder.resolve(Definition.FILE_NAME) + " is right, and cf/ is what it renders");
        } else {
            findings.forEach(finding -> print(terminal, finding));
        }
        return (findings.isEmpty() ? ExitCode.OK : ExitCode.FAILED).value();
    }

    private static List<Finding> findings(Path folder) {
        Definition definition = Definition.read(folder.resolve(Definition.FILE_NAME));
        List<Finding> findings = new ArrayList<>();
        definition
                .findings()
                .forEach(found -> findings.add(new Finding(
                        "definition",
                        "error",
                        found.position().file(),
                        found.position().line(),
                        found.position().column(),
                        found.message(),
                        found.nearest()
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse(""),
                        SOURCE)));
        definition.delivery().map(delivery -> drift(folder, delivery)).ifPresent(findings::addAll);
        return findings;
    }

    private static List<Finding> drift(Path folder, Delivery delivery) {
        return new Workspace(folder, delivery, Rendering.of(delivery))
                .drift().stream()
                        .map(drift -> new Finding(
                                "cf-drift",
                                "error",
                                folder.resolve(drift.path()).toString(),
                                drift.line(),
                                drift.line() == 0 ? 0 : 1,
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

    private static void print(Terminal terminal, Finding finding) {
        String place =
                finding.line() == 0 ? finding.file() : finding.file() + ":" + finding.line() + ":" + finding.column();
        terminal.print(terminal.theme().paint(Mood.BAD, finding.severity()) + " " + place + ": " + finding.message()
                + (finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")"));
    }
}
