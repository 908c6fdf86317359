package dev.fargatecd.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers an approval. */
abstract class ApprovalCommand extends DeliveryCommand {
    private final boolean approved;

    @Parameters(
            arity = "0..1",
            paramLabel = "STAGE",
            description = "The stage, for example Production. Default: the only one that waits.")
    private @Nullable String stage;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; CodePipeline keeps it with the execution.")
    private String message = "";

    @Mixin
    private JsonOption json = new JsonOption();

    ApprovalCommand(CommandContext context, boolean approved) {
        super(context);
        this.approved = approved;
    }

    /** For scripts. */
    private record Answer(String stage, boolean approved) {}

    @Override
    ExitCode run(Workspace workspace, Session session) {
        String said = message.isEmpty() ? "by fargate-cd" : message;
        String answered =
                session.deliveries().answerApproval(workspace.delivery(), Optional.ofNullable(stage), approved, said);
        json.print(context().terminal(), () -> new Answer(answered, approved));
        return ExitCode.OK;
    }
}
