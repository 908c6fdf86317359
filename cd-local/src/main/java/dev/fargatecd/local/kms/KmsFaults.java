package dev.fargatecd.local.kms;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidAliasNameException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The errors that KMS answers. */
final class KmsFaults {
    private KmsFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(KmsException.builder(), 400, "ValidationException", message);
    }

    static RuntimeException noKey(String arn) {
        return notFound("Key '" + arn + "' does not exist");
    }

    static RuntimeException noAlias(String arn) {
        return notFound("Alias " + arn + " is not found.");
    }

    private static RuntimeException notFound(String message) {
        return Faults.of(NotFoundException.builder(), 400, "NotFoundException", message);
    }

    static RuntimeException aliasExists(String arn) {
        return Faults.of(
                AlreadyExistsException.builder(),
                400,
                "AlreadyExistsException",
                "An alias with the name " + arn + " already exists");
    }

    static RuntimeException aliasName(String message) {
        return Faults.of(InvalidAliasNameException.builder(), 400, "InvalidAliasNameException", message);
    }

    static RuntimeException disabled(String arn) {
        return Faults.of(DisabledException.builder(), 400, "DisabledException", arn + " is disabled.");
    }

    static RuntimeException pendingDeletion(String arn) {
        return invalidState(arn + " is pending deletion.");
    }

    static RuntimeException invalidState(String message) {
        return Faults.of(KmsInvalidStateException.builder(), 400, "KMSInvalidStateException", message);
    }

    static RuntimeException policy(String message) {
        return Faults.of(MalformedPolicyDocumentException.builder(), 400, "MalformedPolicyDocumentException", message);
    }

    static RuntimeException ciphertext() {
        return Faults.of(InvalidCiphertextException.builder(), 400, "InvalidCiphertextException", "");
    }

    static RuntimeException otherKey() {
        return Faults.of(
                IncorrectKeyException.builder(),
                400,
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.");
    }
}
