package dev.fargatecd.cli;

import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.cli.view.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.sts.StsClient;

/** Puts the delivery in place. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the delivery in place: repository with a first push, environments, pipeline.",
            "What is there already is left as it is, so it may be run again. The pipeline then delivers what the"
                    + " branch has."
        })
final class UpCommand extends DeliveryCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION",
            defaultValue = "HEAD",
            description = "What the first push brings, where the branch has nothing yet. Default: ${DEFAULT-VALUE}.")
    private String revision = "HEAD";

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask before making things on AWS.")
    private boolean yes;

    @Option(names = "--no-watch", description = "End when everything is in place; don't watch the first delivery.")
    private boolean noWatch;

    @Mixin
    private JsonOption json = new JsonOption();

    UpCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) throws IOException {
        Terminal terminal = context().terminal();
        workspace.refuseDrift();
        GitCheckout checkout = workspace.checkout();
        SortedSet<String> uncommitted = checkout.uncommitted();
        if (!uncommitted.isEmpty()) {
            terminal.say(Uncommitted.sentence(uncommitted));
        }
        OutdatedStacks.sayUpdated(
                terminal, session.deliveries().outdatedStacks(workspace.delivery(), workspace.rendering()));
        if (target().isAws()) {
            sayWhatItCosts(workspace, session);
            new Question(context()).orStop("Put it there?", yes, "nothing was made");
        }
        session.deliveries().up(workspace.delivery(), workspace.rendering(), checkout.gitDirectory(), revision);
        var state = session.deliveries().state(workspace.delivery());
        if (noWatch || state.latest().isEmpty()) {
            json.print(terminal, () -> ReleaseAnswer.unwatched(state.repositoryHead(), Optional.empty()));
            return ExitCode.OK;
        }
        var latest = state.latest().get();
        return new Watching(terminal, session, workspace.delivery(), json)
                .tell(session.deliveries()
                        .executions()
                        .followExecution(latest.pipeline(), latest.id(), StopAt.APPROVAL, Duration.ofHours(4)));
    }

    private void sayWhatItCosts(Workspace workspace, Session session) {
        Terminal terminal = context().terminal();
        var identity = session.clients().client(StsClient.class).getCallerIdentity(request -> {});
        terminal.say("Account " + identity.account() + ", region "
                + session.target().region().id() + ", as " + identity.arn());
        MonthlyCost.of(workspace.delivery()).lines().forEach(terminal::say);
    }
}
