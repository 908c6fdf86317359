package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.DuplicateSshPublicKeyException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.InvalidPublicKeyException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;
import software.amazon.awssdk.services.iam.model.UnrecognizedPublicKeyEncodingException;

/** IAM's errors, each with the code and status that the IAM API reference gives it. */
final class IamFaults {
    private IamFaults() {}

    static AwsServiceException noSuchEntity(String message) {
        return Faults.of(NoSuchEntityException.builder(), 404, "NoSuchEntity", message);
    }

    static AwsServiceException alreadyExists(String message) {
        return Faults.of(EntityAlreadyExistsException.builder(), 409, "EntityAlreadyExists", message);
    }

    static AwsServiceException deleteConflict(String message) {
        return Faults.of(DeleteConflictException.builder(), 409, "DeleteConflict", message);
    }

    static AwsServiceException limitExceeded(String message) {
        return Faults.of(LimitExceededException.builder(), 409, "LimitExceeded", message);
    }

    static AwsServiceException invalidInput(String message) {
        return Faults.of(InvalidInputException.builder(), 400, "InvalidInput", message);
    }

    static AwsServiceException malformedPolicy(String message) {
        return Faults.of(MalformedPolicyDocumentException.builder(), 400, "MalformedPolicyDocument", message);
    }

    static AwsServiceException unmodifiable(String message) {
        return Faults.of(UnmodifiableEntityException.builder(), 400, "UnmodifiableEntity", message);
    }

    static AwsServiceException duplicateSshKey(String message) {
        return Faults.of(DuplicateSshPublicKeyException.builder(), 400, "DuplicateSSHPublicKey", message);
    }

    static AwsServiceException invalidPublicKey(String message) {
        return Faults.of(InvalidPublicKeyException.builder(), 400, "InvalidPublicKey", message);
    }

    static AwsServiceException unrecognizedEncoding(String message) {
        return Faults.of(
                UnrecognizedPublicKeyEncodingException.builder(), 400, "UnrecognizedPublicKeyEncoding", message);
    }

    static AwsServiceException validation(String message) {
        return Faults.of(IamException.builder(), 400, "ValidationError", message);
    }
}
