package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Faults;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.TokenAlreadyExistsException;

/** The answers to requests that CloudFormation refuses, with AWS's codes and texts. */
final class Refusal {
    private Refusal() {}

    /** {@code ValidationError}, which most refusals are. */
    static AwsServiceException invalid(String message) {
        return Faults.of(CloudFormationException.builder(), 400, "ValidationError", message);
    }

    /** A member of a request that breaks a constraint of the API. */
    static AwsServiceException constraint(String value, String member, String constraint) {
        return invalid("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must " + constraint);
    }

    static AwsServiceException stackExists(String name) {
        return Faults.of(
                AlreadyExistsException.builder(), 400, "AlreadyExistsException", "Stack [" + name + "] already exists");
    }

    static AwsServiceException changeSetExists(String name) {
        return Faults.of(
                AlreadyExistsException.builder(),
                400,
                "AlreadyExistsException",
                "ChangeSet [" + name + "] already exists");
    }

    static AwsServiceException capabilities(Collection<String> required) {
        return Faults.of(
                InsufficientCapabilitiesException.builder(),
                400,
                "InsufficientCapabilitiesException",
                "Requires capabilities : " + required);
    }

    static AwsServiceException noChangeSet(String name) {
        return Faults.of(
                ChangeSetNotFoundException.builder(),
                404,
                "ChangeSetNotFound",
                "ChangeSet [" + name + "] does not exist");
    }

    static AwsServiceException changeSetStatus(String message) {
        return Faults.of(InvalidChangeSetStatusException.builder(), 400, "InvalidChangeSetStatus", message);
    }

    static AwsServiceException tokenUsed(String token) {
        return Faults.of(
                TokenAlreadyExistsException.builder(),
                400,
                "TokenAlreadyExistsException",
                "A client request token already exists: " + token);
    }

    /**
     * Refuses what is given and not implemented.
     *
     * @param members whether each is given, by the member's name
     */
    static void requireAbsent(String operation, Map<String, Boolean> members) {
        members.forEach((member, given) -> {
            if (given) {
                throw new UnsupportedOperationException(
                        "cloudformation " + operation + ": " + member + " is not supported by the local cloud");
            }
        });
    }
}
