package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The codes of AWS's errors. */
final class Codes {
    private Codes() {}

    /** The code with which the call is refused. */
    static String of(ThrowingCallable call) {
        return catchThrowableOfType(AwsServiceException.class, call)
                .awsErrorDetails()
                .errorCode();
    }
}
