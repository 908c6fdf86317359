package dev.fargatecd.local.cloudwatch;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;

/** The errors that CloudWatch answers. */
final class CloudWatchFaults {
    private CloudWatchFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(CloudWatchException.builder(), 400, "ValidationError", message);
    }

    static RuntimeException notFound(String what) {
        return Faults.of(ResourceNotFoundException.builder(), 404, "ResourceNotFound", "Unknown alarm: " + what);
    }

    static RuntimeException noPage() {
        return Faults.of(InvalidNextTokenException.builder(), 400, "InvalidNextToken", "Invalid nextToken");
    }
}
