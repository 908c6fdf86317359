package dev.fargatecd.cli;

import picocli.CommandLine.Command;

/** Ends what waits for an approval. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description =
                "Rejects what waits for an approval: the execution fails there, and the environment keeps what it has.")
final class RejectCommand extends ApprovalCommand {
    RejectCommand(CommandContext context) {
        super(context, false);
    }
}
