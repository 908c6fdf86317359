package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.kernel.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Waits until somebody approves or rejects; {@code PutApprovalResult} ends the run. */
final class ManualApproval implements ActionProvider {
    /** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: seven days. */
    private static final int MINUTES = 7 * 24 * 60;

    private final Work work;

    ManualApproval(Work work) {
        this.work = work;
    }

    @Override
    public boolean isApproval() {
        return true;
    }

    @Override
    public CompletableFuture<Outcome> start(ActionJob job) {
        Integer given = job.declaration().timeoutInMinutes();
        Duration bound = Duration.ofMinutes(given == null ? MINUTES : given);
        CompletableFuture<Outcome> never = new CompletableFuture<>();
        Future<?> limit = work.after(
                bound,
                () -> never.completeExceptionally(new ActionFailure(
                        "TimeoutError", "Nobody approved or rejected within " + bound.toMinutes() + " minutes")));
        return never.whenComplete((done, failure) -> limit.cancel(false));
    }
}
