package dev.fargatecd.local.secretsmanager;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** The errors that Secrets Manager answers. */
final class SecretFaults {
    private SecretFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(SecretsManagerException.builder(), 400, "ValidationException", message);
    }

    static RuntimeException notFound() {
        return notFound("Secrets Manager can't find the specified secret.");
    }

    /** @param which {@code staging label: AWSCURRENT} or {@code VersionId: …} */
    static RuntimeException noValue(String which) {
        return notFound("Secrets Manager can't find the specified secret value for " + which);
    }

    private static RuntimeException notFound(String message) {
        return Faults.of(ResourceNotFoundException.builder(), 400, "ResourceNotFoundException", message);
    }

    static RuntimeException exists(String message) {
        return Faults.of(ResourceExistsException.builder(), 400, "ResourceExistsException", message);
    }

    static RuntimeException invalidRequest(String message) {
        return Faults.of(InvalidRequestException.builder(), 400, "InvalidRequestException", message);
    }

    static RuntimeException invalidParameter(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameterException", message);
    }
}
