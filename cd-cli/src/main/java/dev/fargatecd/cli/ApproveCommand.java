package dev.fargatecd.cli;

import picocli.CommandLine.Command;

/** Lets what waits for an approval go on. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Approves what waits for it, so that the execution goes on to that stage's environment.")
final class ApproveCommand extends ApprovalCommand {
    ApproveCommand(CommandContext context) {
        super(context, true);
    }
}
