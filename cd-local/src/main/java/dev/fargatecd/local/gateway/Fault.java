package dev.fargatecd.local.gateway;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What an error answer says, whatever the protocol.
 *
 * @param detail the exception with its modelled members; empty where there are none
 */
record Fault(int status, String code, String message, Optional<SdkPojo> detail) {
    static Fault of(AwsServiceException exception) {
        AwsErrorDetails details = exception.awsErrorDetails();
        boolean complete = details != null && details.errorCode() != null;
        String message = details != null && details.errorMessage() != null
                ? details.errorMessage()
                : String.valueOf(exception.getMessage());
        return new Fault(
                exception.statusCode() > 0 ? exception.statusCode() : 400,
                complete ? details.errorCode() : exception.getClass().getSimpleName(),
                message,
                Optional.of(exception));
    }

    /** Whose fault it is, as the query protocol says it. */
    String type() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
