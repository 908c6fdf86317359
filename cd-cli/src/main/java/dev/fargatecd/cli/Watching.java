package dev.fargatecd.cli;

import dev.fargatecd.aws.ActionRun;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Failure;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme.Mood;
import dev.fargatecd.model.Delivery;
import java.util.Locale;
import java.util.Optional;

/** Follows a commit through the pipeline and says how it ended. */
final class Watching {
    private final Terminal terminal;
    private final Session session;
    private final Delivery delivery;
    private final JsonOption json;
    private final Optional<Boolean> pushed;

    Watching(Terminal terminal, Session session, Delivery delivery, JsonOption json) {
        this(terminal, session, delivery, json, Optional.empty());
    }

    private Watching(Terminal terminal, Session session, Delivery delivery, JsonOption json, Optional<Boolean> pushed) {
        this.terminal = terminal;
        this.session = session;
        this.delivery = delivery;
        this.json = json;
        this.pushed = pushed;
    }

    /** The same, of a commit that was just pushed. */
    Watching afterPush() {
        return new Watching(terminal, session, delivery, json, Optional.of(true));
    }

    /** Follows, tells, and answers with what the command ends. */
    ExitCode follow(String commit, StopAt stopAt) {
        Execution execution = session.deliveries().follow(delivery, commit, stopAt);
        return tell(execution);
    }

    /** Says how the execution stands, in words and in JSON where that is wanted. */
    ExitCode tell(Execution execution) {
        session.view().close(); // what is told from here on stands below its last state
        Optional<Failure> failure = session.deliveries().failure(execution);
        json.print(terminal, () -> ReleaseAnswer.of(execution, pushed, failure));
        return say(execution, failure);
    }

    private ExitCode say(Execution execution, Optional<Failure> failure) {
        Optional<ActionRun> approval = execution.awaitedApproval();
        if (approval.isPresent()) {
            terminal.say(paint(Mood.WAITING) + " " + approval.get().stage() + " waits for an approval.");
            terminal.say("  next: "
                    + terminal.theme()
                            .bold("fargate-cd approve " + approval.get().stage()));
            return ExitCode.OK;
        }
        return switch (execution.status()) {
            case SUCCEEDED -> {
                String last =
                        delivery.stages().get(delivery.stages().size() - 1).name();
                terminal.say(paint(Mood.GOOD) + " " + execution.commit().orElse("The commit") + " is in " + last + ".");
                yield ExitCode.OK;
            }
            case FAILED -> {
                failure.ifPresent(this::tell);
                yield ExitCode.FAILED;
            }
            case SUPERSEDED, CANCELLED, STOPPED, STOPPING, IN_PROGRESS -> {
                terminal.say(paint(Mood.BAD) + " The execution ended as "
                        + execution.status().name().toLowerCase(Locale.ROOT) + ".");
                terminal.say("  next: " + terminal.theme().bold("fargate-cd status"));
                yield ExitCode.FAILED;
            }
        };
    }

    private void tell(Failure failure) {
        terminal.say(paint(Mood.BAD) + " Failed in " + failure.where() + ": " + failure.why());
        failure.evidence()
                .forEach(line -> terminal.say("    " + terminal.theme().dim(line)));
        terminal.say("  next: mend it and " + terminal.theme().bold("fargate-cd push") + ", or "
                + terminal.theme().bold("fargate-cd retry") + " with the same commit");
    }

    private String paint(Mood mood) {
        return terminal.theme().paint(mood, terminal.theme().sign(mood));
    }
}
