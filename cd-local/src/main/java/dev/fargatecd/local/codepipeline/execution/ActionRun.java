package dev.fargatecd.local.codepipeline.execution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of an action in an execution.
 *
 * @param retried whether another run takes its place since
 * @param input what it was started with
 * @param token of an approval that is asked for
 * @param updatedBy the ARN of whoever approved or rejected
 */
public record ActionRun(
        String id,
        String stage,
        String action,
        ActionStatus status,
        Instant started,
        Instant updated,
        boolean retried,
        Input input,
        Optional<String> token,
        Optional<String> updatedBy,
        Outcome outcome) {

    /** What an action is started with: its configuration with all variables resolved, and its input artifacts. */
    public record Input(Map<String, String> configuration, List<Artifact> artifacts) {
        public Input {
            configuration = Map.copyOf(configuration);
            artifacts = List.copyOf(artifacts);
        }
    }

    static ActionRun started(String id, String stage, String action, Input input, Optional<String> token, Instant now) {
        return new ActionRun(
                id,
                stage,
                action,
                ActionStatus.IN_PROGRESS,
                now,
                now,
                false,
                input,
                token,
                Optional.empty(),
                Outcome.NOTHING);
    }

    ActionRun ended(ActionStatus end, Outcome with, Optional<String> by, Instant now) {
        return new ActionRun(id, stage, action, end, started, now, retried, input, Optional.empty(), by, with);
    }

    ActionRun with(External external, Instant now) {
        return new ActionRun(
                id, stage, action, status, started, now, retried, input, token, updatedBy, outcome.with(external));
    }

    ActionRun asRetried() {
        return new ActionRun(id, stage, action, status, started, updated, true, input, token, updatedBy, outcome);
    }
}
