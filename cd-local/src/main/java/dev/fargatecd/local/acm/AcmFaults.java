package dev.fargatecd.local.acm;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.InvalidArnException;
import software.amazon.awssdk.services.acm.model.InvalidDomainValidationOptionsException;
import software.amazon.awssdk.services.acm.model.InvalidParameterException;
import software.amazon.awssdk.services.acm.model.ResourceInUseException;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.ValidationException;

/** The errors that Certificate Manager answers. */
final class AcmFaults {
    private AcmFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(
                ValidationException.builder(), 400, "ValidationException", "1 validation error detected: " + message);
    }

    static RuntimeException parameter(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameterException", message);
    }

    /** What a certificate that is brought along lacks. */
    static RuntimeException material(String message) {
        return Faults.of(AcmException.builder(), 400, "ValidationException", message);
    }

    static RuntimeException domainValidation(String message) {
        return Faults.of(
                InvalidDomainValidationOptionsException.builder(),
                400,
                "InvalidDomainValidationOptionsException",
                message);
    }

    static RuntimeException arn(String arn) {
        return Faults.of(InvalidArnException.builder(), 400, "InvalidArnException", "Invalid Arn: " + arn);
    }

    static RuntimeException notFound(String arn, String account) {
        return Faults.of(
                ResourceNotFoundException.builder(),
                400,
                "ResourceNotFoundException",
                "Could not find certificate " + arn + " in account " + account + ".");
    }

    static RuntimeException inUse(String arn, String account) {
        return Faults.of(
                ResourceInUseException.builder(),
                400,
                "ResourceInUseException",
                "Certificate " + arn + " in account " + account + " is in use.");
    }
}
