package dev.fargatecd.cli;

import dev.fargatecd.aws.ActionRun;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is where, and why the newest execution failed where it did. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Shows the pipeline's newest execution and what each environment has, with the reason where something failed.")
final class StatusCommand extends DeliveryCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) {
        DeliveryState state = session.deliveries().state(workspace.delivery());
        Terminal terminal = context().terminal();
        if (json.wanted()) {
            terminal.print(Json.text(state));
            return ExitCode.OK;
        }
        terminal.print(state.application() + "  pipeline "
                + state.pipelineStack().map(StatusCommand::words).orElse("not made")
                + state.repositoryHead()
                        .map(head -> ", branch at " + shortened(head))
                        .orElse(""));
        state.latest().ifPresent(execution -> print(terminal, execution));
        state.failure().ifPresent(failure -> {
            terminal.print("  failed in " + failure.where() + ": " + failure.why());
            failure.evidence().forEach(line -> terminal.print("      " + line));
        });
        state.environments().forEach(environment -> print(terminal, environment));
        OutdatedStacks.say(terminal, state.outdatedStacks());
        return ExitCode.OK;
    }

    private static void print(Terminal terminal, Execution execution) {
        terminal.print("  execution " + shortened(execution.id()) + " of "
                + execution.commit().map(StatusCommand::shortened).orElse("no commit yet")
                + ": " + words(execution.status()));
        for (ActionRun action : execution.actions()) {
            terminal.print("    " + action.stage() + " / " + action.name() + "  " + words(action.status()));
        }
    }

    private static void print(Terminal terminal, EnvironmentState environment) {
        terminal.print("  " + environment.name() + "  "
                + environment.commit().map(StatusCommand::shortened).orElse("nothing deployed")
                + environment.serviceStack().map(status -> "  " + words(status)).orElse("")
                + "  " + environment.running() + " of " + environment.desired() + " running"
                + environment.url().map(url -> "  " + url).orElse(""));
        environment.problem().ifPresent(problem -> terminal.print("      " + problem));
    }

    private static String words(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(7, id.length()));
    }
}
