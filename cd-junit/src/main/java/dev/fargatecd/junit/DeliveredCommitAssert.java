package dev.fargatecd.junit;

import dev.fargatecd.aws.ActionRun;
import dev.fargatecd.aws.ActionStatus;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Failure;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about how far a commit came. A failed one says why the commit failed, with the evidence. */
public final class DeliveredCommitAssert extends AbstractAssert<DeliveredCommitAssert, DeliveredCommit> {
    DeliveredCommitAssert(DeliveredCommit actual) {
        super(actual, DeliveredCommitAssert.class);
    }

    /** It went through every stage. */
    public DeliveredCommitAssert succeeded() {
        isNotNull();
        if (actual.execution().status() != ExecutionStatus.SUCCEEDED) {
            failWithMessage("%s", "expected the commit to be delivered, but " + story());
        }
        return this;
    }

    /**
     * It failed in that stage.
     *
     * @param stage CodePipeline's name of it: {@code Source}, {@code Build}, or an environment's, capitalised
     */
    public DeliveredCommitAssert failedIn(String stage) {
        isNotNull();
        boolean there = actual.execution().status() == ExecutionStatus.FAILED
                && actual.execution()
                        .failedAction()
                        .filter(action -> action.stage().equalsIgnoreCase(stage))
                        .isPresent();
        if (!there) {
            failWithMessage("%s", "expected the commit to fail in " + stage + ", but " + story());
        }
        return this;
    }

    /** The reason of its failure, or what shows it, contains that text. */
    public DeliveredCommitAssert because(String text) {
        isNotNull();
        boolean told = actual.failure()
                .filter(failure -> failure.why().contains(text)
                        || failure.evidence().stream().anyMatch(line -> line.contains(text)))
                .isPresent();
        if (!told) {
            failWithMessage("%s", "expected a failure because of \"" + text + "\", but " + story());
        }
        return this;
    }

    /** It waits for somebody to approve that it enters a stage, and has not done so. */
    public DeliveredCommitAssert awaitsApprovalOf(String stage) {
        isNotNull();
        boolean waits = actual.execution()
                .awaitedApproval()
                .filter(action -> action.stage().equalsIgnoreCase(stage))
                .isPresent();
        if (!waits) {
            failWithMessage("%s", "expected the commit to wait for an approval of " + stage + ", but " + story());
        }
        return this;
    }

    /** An action of that stage succeeded, and none of it failed. */
    public DeliveredCommitAssert passed(String stage) {
        isNotNull();
        List<ActionStatus> statuses = actual.execution().actions().stream()
                .filter(action -> action.stage().equalsIgnoreCase(stage))
                .map(ActionRun::status)
                .toList();
        if (!statuses.contains(ActionStatus.SUCCEEDED)
                || statuses.stream().anyMatch(status -> status != ActionStatus.SUCCEEDED)) {
            failWithMessage("%s", "expected the commit to pass " + stage + ", but " + story());
        }
        return this;
    }

    private String story() {
        return actual.failure()
                .map(DeliveredCommitAssert::told)
                .orElseGet(() -> "its execution is " + actual.execution().status() + ": "
                        + actual.execution().actions().stream()
                                .map(action -> action.stage() + "/" + action.name() + " " + action.status())
                                .toList());
    }

    private static String told(Failure failure) {
        return "it failed in " + failure.where() + ": " + failure.why() + "\n    "
                + String.join("\n    ", failure.evidence());
    }
}
