package dev.fargatecd.cli;

import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.SourceRepository.Pushed;
import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pushes a commit to the delivery's branch, and watches it. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Pushes a commit to the delivery's repository, and watches it to the last environment.",
            "Ends with 0 when every environment has it, or when somebody has to approve."
        })
final class PushCommand extends DeliveryCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION",
            defaultValue = "HEAD",
            description = "What to push: a commit, branch or tag. Default: ${DEFAULT-VALUE}.")
    private String revision = "HEAD";

    @Option(names = "--no-watch", description = "End when it is pushed.")
    private boolean noWatch;

    @Mixin
    private JsonOption json = new JsonOption();

    PushCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) throws IOException {
        GitCheckout checkout = workspace.checkout();
        Terminal terminal = context().terminal();
        SortedSet<String> uncommitted = checkout.uncommitted();
        if (!uncommitted.isEmpty() && revision.equals("HEAD")) {
            terminal.say(Uncommitted.sentence(uncommitted));
        }
        OutdatedStacks.say(terminal, session.deliveries().outdatedStacks(workspace.delivery(), workspace.rendering()));
        Pushed pushed = session.deliveries().push(workspace.delivery(), checkout.gitDirectory(), revision);
        if (!pushed.isNew()) {
            terminal.say("Branch " + pushed.branch() + " has " + shortened(pushed.commit())
                    + " already; nothing was pushed. To release it again: fargate-cd retry, or push another commit");
            json.print(terminal, () -> ReleaseAnswer.unwatched(Optional.of(pushed.commit()), Optional.of(false)));
            return ExitCode.OK;
        }
        if (noWatch) {
            if (json.wanted()) {
                terminal.print(Json.text(ReleaseAnswer.unwatched(Optional.of(pushed.commit()), Optional.of(true))));
            } else {
                terminal.print(pushed.commit());
            }
            return ExitCode.OK;
        }
        return new Watching(terminal, session, workspace.delivery(), json)
                .afterPush()
                .follow(pushed.commit(), StopAt.APPROVAL);
    }

    private static String shortened(String commit) {
        return commit.substring(0, 7);
    }
}
