package dev.fargatecd.cli;

import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Executions.StopAt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Watches a commit go through the pipeline. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Watches an execution to its end, and says why it failed where it does. Ends with 0 when it succeeded.")
final class WatchCommand extends DeliveryCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "COMMIT",
            description =
                    "The commit: its id, the beginning of it, HEAD, or a branch or tag of yours. Default: what the newest execution delivers.")
    private @Nullable String commit;

    @Mixin
    private JsonOption json = new JsonOption();

    WatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) {
        Watching watching = new Watching(context().terminal(), session, workspace.delivery(), json);
        if (commit != null) {
            String name = commit;
            String id = GitCheckout.around(workspace.directory())
                    .flatMap(checkout -> checkout.find(name))
                    .orElse(name); // a commit of somebody else's is known to the pipeline alone
            return watching.follow(id, StopAt.END);
        }
        Execution newest = session.deliveries()
                .state(workspace.delivery())
                .latest()
                .orElseThrow(() -> new CommandException(
                        ExitCode.MISSING, "there is nothing to watch: the pipeline never ran here", "fargate-cd up"));
        return watching.tell(session.deliveries()
                .executions()
                .followExecution(newest.pipeline(), newest.id(), StopAt.END, Duration.ofHours(4)));
    }
}
