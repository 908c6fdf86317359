package dev.fargatecd.local.codepipeline.execution;

import java.util.concurrent.CompletableFuture;

/** Does the actions of one kind. */
public interface ActionProvider {
    /**
     * Starts a run and answers its outcome.
     *
     * <p>Called on a worker; waits on futures, not on the thread. The future fails with an {@link ActionFailure} where
     * the action does; any other exception is told as it is.
     */
    CompletableFuture<Outcome> start(ActionJob job);

    /** Whether somebody is to approve it: the run waits for {@code PutApprovalResult} and has a token for it. */
    default boolean isApproval() {
        return false;
    }
}
