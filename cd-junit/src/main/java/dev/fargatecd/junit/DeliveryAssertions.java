package dev.fargatecd.junit;

import dev.fargatecd.aws.DeployedStack;
import dev.fargatecd.aws.EnvironmentState;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The way to the assertions, to be imported statically beside AssertJ's own. */
public final class DeliveryAssertions {
    private DeliveryAssertions() {}

    /** About how far a commit came. */
    public static DeliveredCommitAssert assertThat(DeliveredCommit actual) {
        return new DeliveredCommitAssert(actual);
    }

    /** About an environment and the service in it. */
    public static EnvironmentAssert assertThat(EnvironmentState actual) {
        return new EnvironmentAssert(actual);
    }

    /** About a stack that is there. */
    public static StackAssert assertThat(DeployedStack actual) {
        return new StackAssert(actual);
    }

    /** About a stack that has to be there: fails where it is not. */
    public static StackAssert assertThatStack(Optional<DeployedStack> actual) {
        if (actual.isEmpty()) {
            throw new AssertionError("there is no such stack");
        }
        return new StackAssert(actual.get());
    }

    /** About a service's answer. */
    public static ResponseAssert assertThat(HttpResponse<String> actual) {
        return new ResponseAssert(actual);
    }
}
