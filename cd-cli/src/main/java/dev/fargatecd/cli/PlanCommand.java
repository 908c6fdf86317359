package dev.fargatecd.cli;

import dev.fargatecd.aws.ResourceChange;
import dev.fargatecd.aws.StackPlan;
import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme;
import dev.fargatecd.cli.view.Theme.Mood;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what up would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what up would change, stack by stack, by change sets that are made and deleted again.",
            "Ends with 0 whether something would change or not."
        })
final class PlanCommand extends DeliveryCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    PlanCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) {
        List<StackPlan> plans = session.deliveries().plan(workspace.delivery(), workspace.rendering());
        Terminal terminal = context().terminal();
        if (json.wanted()) {
            terminal.print(Json.text(plans));
        } else {
            plans.forEach(plan -> print(terminal, plan));
        }
        return ExitCode.OK;
    }

    private static void print(Terminal terminal, StackPlan plan) {
        String now = plan.now()
                .map(status -> status.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("to be made");
        terminal.print(plan.stack() + "  " + now
                + (!plan.changed()
                        ? ", nothing to change"
                        : plan.changes().isEmpty() ? ", its outputs or tags change" : ""));
        plan.changes().forEach(change -> terminal.print("  " + line(terminal.theme(), change)));
    }

    private static String line(Theme theme, ResourceChange change) {
        String sign = switch (change.action()) {
            case ADD, IMPORT -> theme.paint(Mood.GOOD, "+");
            case REMOVE -> theme.paint(Mood.BAD, "-");
            case MODIFY, DYNAMIC -> theme.paint(Mood.WAITING, "~");
        };
        String replaced = switch (change.replacement()) {
            case YES -> "  made anew";
            case CONDITIONAL -> "  perhaps made anew";
            case NO -> "";
        };
        String properties = change.properties().isEmpty() ? "" : "  (" + String.join(", ", change.properties()) + ")";
        return sign + " " + change.logicalId() + "  " + change.type() + replaced + properties;
    }
}
