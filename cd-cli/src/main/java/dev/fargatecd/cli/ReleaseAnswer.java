package dev.fargatecd.cli;

import dev.fargatecd.aws.ActionRun;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Failure;
import java.util.Optional;

/**
 * How far a commit came, for scripts: what up, push and watch answer.
 *
 * @param pushed whether the branch got it just now; empty where the command does not push
 * @param waitsFor the stage that somebody has to approve
 * @param execution empty where it was not watched
 */
record ReleaseAnswer(
        Optional<String> commit,
        Optional<Boolean> pushed,
        Optional<String> waitsFor,
        Optional<Execution> execution,
        Optional<Failure> failure) {
    static ReleaseAnswer unwatched(Optional<String> commit, Optional<Boolean> pushed) {
        return new ReleaseAnswer(commit, pushed, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ReleaseAnswer of(Execution execution, Optional<Boolean> pushed, Optional<Failure> failure) {
        return new ReleaseAnswer(
                execution.commit(),
                pushed,
                execution.awaitedApproval().map(ActionRun::stage),
                Optional.of(execution),
                failure);
    }
}
