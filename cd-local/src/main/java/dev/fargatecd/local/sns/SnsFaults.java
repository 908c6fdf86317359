package dev.fargatecd.local.sns;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.ResourceNotFoundException;

/** The errors that SNS answers. */
final class SnsFaults {
    private SnsFaults() {}

    static RuntimeException invalid(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameter", message);
    }

    static RuntimeException noTopic() {
        return notFound("Topic does not exist");
    }

    static RuntimeException noSubscription() {
        return notFound("Subscription does not exist");
    }

    private static RuntimeException notFound(String message) {
        return Faults.of(NotFoundException.builder(), 404, "NotFound", message);
    }

    /** What the operations on tags say, which have an error of their own. */
    static RuntimeException noResource() {
        return Faults.of(ResourceNotFoundException.builder(), 404, "ResourceNotFound", "Resource does not exist");
    }
}
