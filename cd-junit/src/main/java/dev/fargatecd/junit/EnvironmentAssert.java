package dev.fargatecd.junit;

import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.StackStatus;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about an environment and the service in it. */
public final class EnvironmentAssert extends AbstractAssert<EnvironmentAssert, EnvironmentState> {
    EnvironmentAssert(EnvironmentState actual) {
        super(actual, EnvironmentAssert.class);
    }

    /** Its service stack was last deployed with that commit, and stands. */
    public EnvironmentAssert hasCommit(String commit) {
        isNotNull();
        if (!actual.commit().equals(Optional.of(commit)) || !standing(actual.serviceStack())) {
            failWithMessage("%s", "expected commit " + commit + " in " + actual.name() + ", but there is " + actual);
        }
        return this;
    }

    /** That many tasks of its service run, and no more are wanted. */
    public EnvironmentAssert runs(int tasks) {
        isNotNull();
        if (actual.running() != tasks || actual.desired() != tasks) {
            failWithMessage(
                    "%s",
                    "expected " + tasks + " tasks in " + actual.name() + ", but " + actual.running() + " of "
                            + actual.desired() + " run"
                            + actual.problem().map(problem -> ": " + problem).orElse(""));
        }
        return this;
    }

    /** No service was ever deployed there. */
    public EnvironmentAssert hasNoService() {
        isNotNull();
        actual.serviceStack()
                .ifPresent(status -> failWithMessage(
                        "%s", "expected no service in " + actual.name() + ", but its stack is " + status));
        return this;
    }

    private static boolean standing(Optional<StackStatus> status) {
        return status.filter(found -> found.isStanding() || found == StackStatus.UPDATE_ROLLBACK_COMPLETE)
                .isPresent();
    }
}
