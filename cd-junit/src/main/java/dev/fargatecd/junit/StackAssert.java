package dev.fargatecd.junit;

import dev.fargatecd.aws.DeployedStack;
import dev.fargatecd.aws.StackStatus;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a stack. */
public final class StackAssert extends AbstractAssert<StackAssert, DeployedStack> {
    StackAssert(DeployedStack actual) {
        super(actual, StackAssert.class);
    }

    /** Its last operation did what it was to do, and it stands. */
    public StackAssert isStanding() {
        isNotNull();
        if (!actual.status().isStanding()) {
            failWithMessage("%s", "expected stack " + actual.name() + " to stand, but it is " + status());
        }
        return this;
    }

    /** It is in that status. */
    public StackAssert hasStatus(StackStatus expected) {
        isNotNull();
        if (actual.status() != expected) {
            failWithMessage("%s", "expected stack " + actual.name() + " to be " + expected + ", but it is " + status());
        }
        return this;
    }

    /** It has an output with that value. */
    public StackAssert hasOutput(String name, String value) {
        isNotNull();
        if (!value.equals(actual.outputs().get(name))) {
            failWithMessage(
                    "%s",
                    "expected output " + name + " of stack " + actual.name() + " to be " + value
                            + ", but the outputs are " + actual.outputs());
        }
        return this;
    }

    private String status() {
        return actual.status()
                + actual.statusReason().map(reason -> ": " + reason).orElse("");
    }
}
