package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fargate-cd}. */
@Command(
        name = "fargate-cd",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Delivers a container to AWS Fargate through AWS's own pipeline: on AWS, or on this machine.",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            LocalCommand.class,
            CheckCommand.class,
            RenderCommand.class,
            PlanCommand.class,
            UpCommand.class,
            PushCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            RetryCommand.class,
            DownCommand.class,
            GitCredentialCommand.class,
            WarmUpCommand.class,
            ShellFilesCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong command line or definition, 3 not there, 4 not done in time.",
            "Data goes to stdout, everything else to stderr. NO_COLOR is respected."
        })
public final class Main implements Runnable {
    private static final Set<String> VERSION_OPTIONS = Set.of("--version", "-V");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && VERSION_OPTIONS.contains(arguments[0])) {
            // Scripts ask this often: it is answered before twenty commands are read from their annotations.
            System.out.println(version());
            return;
        }
        Map<String, String> environment = System.getenv();
        CommandContext context = new CommandContext(
                Terminal.system(environment), environment, Path.of("").toAbsolutePath());
        System.exit(run(context, arguments));
    }

    /** Runs the command; never ends the process. */
    public static int run(CommandContext context, String... arguments) {
        return line(context).execute(arguments);
    }

    /** The command with all its subcommands, ready to run. */
    static CommandLine line(CommandContext context) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(context));
        line.setOut(writer(context.terminal().out()));
        line.setErr(writer(context.terminal().err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                context.terminal().theme().color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((failure, command, result) -> new ErrorReport(
                        context.terminal(), command.getParseResult().hasMatchedOption(JsonOption.NAME))
                .report(failure));
        return line;
    }

    /** The stream as picocli asks for it. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? For example: fargate-cd demo");
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "fargate-cd " + (version == null ? "(not packaged)" : version);
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
