package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;

/** CodeBuild's errors. */
final class CodeBuildFaults {
    private CodeBuildFaults() {}

    static AwsServiceException invalid(String message) {
        return Faults.of(InvalidInputException.builder(), 400, "InvalidInputException", message);
    }

    static AwsServiceException notFound(String message) {
        return Faults.of(ResourceNotFoundException.builder(), 400, "ResourceNotFoundException", message);
    }

    static AwsServiceException exists(String message) {
        return Faults.of(ResourceAlreadyExistsException.builder(), 400, "ResourceAlreadyExistsException", message);
    }
}
