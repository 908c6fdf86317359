package dev.fargatecd.cli;

import dev.fargatecd.cli.init.Proposal;
import dev.fargatecd.cli.init.Proposal.Change;
import dev.fargatecd.cli.init.Proposal.ProposedFile;
import dev.fargatecd.cli.init.Setting;
import dev.fargatecd.cli.init.Settings;
import dev.fargatecd.cli.init.Surroundings;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.templates.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a repository one that is delivered. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this repository one that is delivered: writes fargate-cd.yml, cf/, and a buildspec where one is needed.",
            "It notices Dockerfile, exposed port, language, branch and remote, asks at a terminal what it can't know,"
                    + " and elsewhere says which option is missing. What is there is changed only after its difference"
                    + " was shown and agreed to. Where all is right already, nothing is written."
        })
final class InitCommand implements Callable<Integer> {
    private static final String DOCKERFILE = "Dockerfile";

    private final CommandContext context;
    private final Terminal terminal;

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "The root of the repository. Default: this folder.")
    private @Nullable Path directory;

    @Option(names = "--name", paramLabel = "NAME", description = "The application's name.")
    private @Nullable String name;

    @Option(names = "--port", paramLabel = "PORT", description = "The port that the container listens on.")
    private @Nullable Integer port;

    @Option(names = "--path", paramLabel = "PATH", description = "What the load balancer sends to it. Default: /.")
    private @Nullable String path;

    @Option(names = "--health-path", paramLabel = "PATH", description = "What answers with 200 when all is well.")
    private @Nullable String healthPath;

    @Option(
            names = "--branch",
            paramLabel = "BRANCH",
            description = "The branch that is delivered. Default: the one that is checked out.")
    private @Nullable String branch;

    @Option(names = "--dockerfile", description = "Write a Dockerfile where there is none.")
    private boolean dockerfile;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask: take what is usual, and change what differs.")
    private boolean yes;

    @Mixin
    private JsonOption json = new JsonOption();

    /**
     * For scripts.
     *
     * @param notLocally why the local cloud can't build it without an engine
     */
    private record Answer(String application, List<Entry> files, Optional<String> notLocally) {}

    /** A file, and what was done to it: {@code new}, {@code different} or {@code none}. */
    private record Entry(String path, String change) {}

    InitCommand(CommandContext context) {
        this.context = context;
        terminal = context.terminal();
    }

    @Override
    public Integer call() throws IOException {
        Path folder = folder();
        Surroundings around = Surroundings.of(folder, GitCheckout.around(folder).map(GitCheckout::gitDirectory));
        terminal.say(around.sentence());
        Proposal proposal;
        try {
            proposal = Files.exists(folder.resolve(Definition.FILE_NAME))
                    ? Proposal.of(Workspace.in(folder).delivery(), given(), folder)
                    : proposal(around);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(ExitCode.USAGE, "nothing was written: " + wrong.getMessage(), "");
        }
        agree(proposal);
        proposal.writeTo(folder);
        tell(proposal, around, folder);
        return ExitCode.OK.value();
    }

    /** The folder, which must be the root of its repository: from there paths are told in the definition. */
    private Path folder() {
        Path folder = (directory == null
                        ? context.directory()
                        : context.directory().resolve(directory))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.MISSING, "there is no folder " + folder, "");
        }
        GitCheckout.around(folder)
                .map(GitCheckout::workTree)
                .filter(root -> !root.equals(folder))
                .ifPresent(root -> {
                    throw new CommandException(
                            ExitCode.USAGE,
                            Definition.FILE_NAME + " belongs to the root of the repository, which is " + root,
                            "fargate-cd init -C " + root);
                });
        return folder;
    }

    private Settings.Given given() {
        return new Settings.Given(
                Optional.ofNullable(name),
                Optional.ofNullable(port),
                Optional.ofNullable(path),
                Optional.ofNullable(healthPath),
                Optional.ofNullable(branch),
                dockerfile);
    }

    private Proposal proposal(Surroundings around) throws IOException {
        boolean lacksDockerfile = around.needsDockerfile();
        if (lacksDockerfile && !dockerfile && around.canWriteDockerfile() && context.canAsk() && !yes) {
            dockerfile = new Question(context).isAgreed("There is no Dockerfile. Write one?");
        }
        Settings settings = Settings.of(given(), around);
        List<String> missing = new ArrayList<>();
        if (lacksDockerfile && !around.canWriteDockerfile()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "nothing was written: there is no " + DOCKERFILE + ", and how this becomes an image can't be known",
                    "write a Dockerfile, then fargate-cd init");
        }
        if (lacksDockerfile && !dockerfile) {
            missing.add("--dockerfile (there is none; it writes one)");
        }
        if (!context.canAsk() || yes) {
            settings = settings.answered(this::usual);
            settings.open().stream()
                    .map(setting -> setting.option() + " (the " + setting.key() + ")")
                    .forEach(missing::add);
        }
        if (!missing.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "nothing was written, because this can't be known from here: " + String.join(", ", missing),
                    "name them, or run it at a terminal to be asked");
        }
        Settings known = settings.answered(this::asked);
        say(known);
        return Proposal.of(known, around, dockerfile);
    }

    private Setting usual(Setting setting) {
        return yes ? setting.usual().map(value -> setting.with(value, "usual")).orElse(setting) : setting;
    }

    private Setting asked(Setting setting) {
        String usual = setting.usual().map(value -> " [" + value + "]").orElse("");
        try {
            String answer = new Question(context)
                    .line("The " + setting.key() + usual + ": ")
                    .or(setting::usual)
                    .orElseThrow(() -> new CommandException(
                            ExitCode.USAGE, "nothing was written: there is no " + setting.key(), setting.option()));
            return setting.with(answer, "answered");
        } catch (IOException unreadable) {
            throw new CommandException(
                    ExitCode.USAGE, "nothing was written: no answer could be read", setting.option());
        }
    }

    private void say(Settings settings) {
        for (Setting setting : settings.all()) {
            terminal.say(String.format(
                    Locale.ROOT,
                    "  %-12s %-20s %s",
                    setting.key(),
                    setting.value().orElse(""),
                    setting.source()));
        }
    }

    /** Shows how files that are there would change, and goes on only where somebody agrees. */
    private void agree(Proposal proposal) throws IOException {
        List<ProposedFile> different = proposal.with(Change.DIFFERENT);
        for (ProposedFile file : different) {
            terminal.err().print(file.difference());
        }
        if (!different.isEmpty()) {
            String names = different.stream().map(ProposedFile::path).collect(Collectors.joining(", "));
            new Question(context).orStop("Change " + names + " like that?", yes, "nothing was written");
        }
    }

    private void tell(Proposal proposal, Surroundings around, Path folder) {
        Workspace workspace = Workspace.in(folder);
        List<Entry> entries = proposal.files().stream()
                .map(file -> new Entry(file.path(), file.change().name().toLowerCase(Locale.ROOT)))
                .toList();
        json.print(
                terminal, () -> new Answer(workspace.delivery().application().value(), entries, around.notLocally()));
        List<String> written = proposal.files().stream()
                .filter(file -> file.change() != Change.NONE)
                .map(ProposedFile::path)
                .toList();
        if (written.isEmpty()) {
            terminal.say("All is there already; nothing was written.");
            return;
        }
        terminal.say("Wrote " + String.join(", ", written));
        around.notLocally()
                .ifPresent(why -> terminal.say("The local cloud can't build this without an engine: " + why));
        terminal.say("The service is told its port by PORT, and should listen there.");
        terminal.say("  next: fargate-cd check, then git add and commit, then fargate-cd demo");
    }
}
