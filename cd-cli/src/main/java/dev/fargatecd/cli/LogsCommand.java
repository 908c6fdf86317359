package dev.fargatecd.cli;

import dev.fargatecd.aws.LogLine;
import dev.fargatecd.aws.LogReader;
import dev.fargatecd.cli.view.Json;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what the service wrote. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints what the service in an environment wrote to its log, one line each on stdout.")
final class LogsCommand extends DeliveryCommand {
    private static final Duration LONGEST = Duration.ofHours(12);

    @Parameters(
            arity = "0..1",
            paramLabel = "ENVIRONMENT",
            description = "For example test. Default: the only one, or the last.")
    private @Nullable String environment;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C (12 hours at most).")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How far back: 30s, 10m, 2h. Default: ${DEFAULT-VALUE}.")
    private String since = "10m";

    @Mixin
    private JsonOption json = new JsonOption();

    LogsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) throws InterruptedException {
        Environment chosen = chosen(workspace);
        String group = session.deliveries()
                .serviceLogGroup(workspace.delivery(), chosen)
                .orElseThrow(() -> new CommandException(
                        ExitCode.MISSING,
                        "there is no log of " + chosen.name() + ": no service was deployed there",
                        "fargate-cd status"));
        Instant from = Instant.now().minus(duration(since));
        LogReader logs = session.deliveries().logs();
        Consumer<LogLine> print = line -> context()
                .terminal()
                .print(json.wanted() ? Json.line(line) : line.time() + " " + line.stream() + " " + line.text());
        if (!follow) {
            logs.since(group, from).forEach(print);
            return ExitCode.OK;
        }
        try {
            logs.follow(group, from, LONGEST, print).join();
        } catch (CancellationException ended) {
            return ExitCode.OK;
        }
        return ExitCode.OK;
    }

    private Environment chosen(Workspace workspace) {
        List<Environment> all = workspace.delivery().environments();
        if (environment == null) {
            return all.get(all.size() - 1);
        }
        String wanted = environment;
        return all.stream()
                .filter(one -> one.name().equals(new EnvironmentName(wanted)))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "there is no environment " + wanted + ": the definition has "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(one -> one.name().value())
                                                .toList()),
                        ""));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException wrong) {
            throw new CommandException(
                    ExitCode.USAGE, "--since " + text + " is no duration: it is like 30s, 10m or 2h", "");
        }
    }
}
