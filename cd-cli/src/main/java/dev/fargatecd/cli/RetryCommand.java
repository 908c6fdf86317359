package dev.fargatecd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries a failed stage again. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Runs the failed actions of the newest execution again, with the same commit.")
final class RetryCommand extends DeliveryCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    /** For scripts. */
    private record Answer(String stage) {}

    RetryCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) {
        String stage = session.deliveries().retry(workspace.delivery());
        context().terminal().say("Stage " + stage + " runs again; watch it with fargate-cd watch");
        json.print(context().terminal(), () -> new Answer(stage));
        return ExitCode.OK;
    }
}
