package dev.fargatecd.local.autoscaling;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.applicationautoscaling.model.InvalidNextTokenException;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ResourceNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

/** The errors that Application Auto Scaling answers. */
final class ScalingFaults {
    private ScalingFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(ValidationException.builder(), 400, "ValidationException", message);
    }

    /**
     * Something that is not there.
     *
     * @param what {@code scalable target found}, for example
     */
    static RuntimeException notFound(String what, Dimension of) {
        return Faults.of(
                ObjectNotFoundException.builder(),
                400,
                "ObjectNotFoundException",
                "No " + what + " for service namespace: ecs, resource ID: " + of.resourceId() + ", scalable dimension: "
                        + Dimension.NAME);
    }

    static RuntimeException noResource(String arn) {
        return Faults.of(
                ResourceNotFoundException.builder(),
                400,
                "ResourceNotFoundException",
                "The resource " + arn + " does not exist");
    }

    static RuntimeException noPage() {
        return Faults.of(
                InvalidNextTokenException.builder(), 400, "InvalidNextTokenException", "The next token is not valid");
    }
}
