package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.Faults;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What CloudWatch Logs answers when it refuses. */
final class LogFaults {
    private LogFaults() {}

    static AwsServiceException notFound(String what) {
        return Faults.of(
                ResourceNotFoundException.builder(),
                400,
                "ResourceNotFoundException",
                "The specified " + what + " does not exist.");
    }

    static AwsServiceException exists(String what) {
        return Faults.of(
                ResourceAlreadyExistsException.builder(),
                400,
                "ResourceAlreadyExistsException",
                "The specified " + what + " already exists");
    }

    static AwsServiceException invalid(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameterException", message);
    }

    /** The text with which AWS's services refuse a member's value. */
    static AwsServiceException constraint(@Nullable Object value, String member, String constraint) {
        return invalid("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must " + constraint);
    }
}
