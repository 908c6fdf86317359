package dev.fargatecd.cli;

import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Executions.StopAt;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            description = "A commit, branch or tag. Default: what the newest execution delivers.")
    private @Nullable String commit;

    WatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) throws IOException {
        Watching watching = new Watching(context().terminal(), session, workspace.delivery());
        if (commit != null) {
            return watching.follow(known(full(commit, workspace), workspace, session), StopAt.END);
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

    private static String full(String revision, Workspace workspace) throws IOException {
        if (ObjectId.isId(revision)) {
            return revision;
        }
        return workspace
                .checkout()
                .resolve(revision)
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "there is nothing to watch: " + revision + " is no commit, branch or tag of this repository",
                        "fargate-cd watch, for what is delivered now"));
    }

    /** The commit, if it goes through the pipeline or is about to: waiting for any other would be in vain. */
    private static String known(String commit, Workspace workspace, Session session) {
        DeliveryState state = session.deliveries().state(workspace.delivery());
        boolean pushed = state.repositoryHead().filter(commit::equals).isPresent();
        boolean ran = state.pipeline()
                .flatMap(pipeline -> session.deliveries().executions().of(pipeline, commit))
                .isPresent();
        if (pushed || ran) {
            return commit;
        }
        throw new CommandException(
                ExitCode.MISSING,
                "there is nothing to watch: no execution delivers commit " + commit
                        + state.repositoryHead()
                                .map(head -> ", and the branch is at " + head)
                                .orElse(", and nothing was pushed yet"),
                state.pipeline().isPresent() ? "fargate-cd push " + commit : "fargate-cd up");
    }
}
