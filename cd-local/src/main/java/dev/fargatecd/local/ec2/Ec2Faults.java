package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What EC2 answers when it refuses; its codes are those of AWSEC2/latest/APIReference/errors-overview.html. */
final class Ec2Faults {
    private Ec2Faults() {}

    static AwsServiceException of(String code, String message) {
        return Faults.of(Ec2Exception.builder(), 400, code, message);
    }

    static AwsServiceException invalid(String message) {
        return of("InvalidParameterValue", message);
    }

    static AwsServiceException missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter);
    }

    static AwsServiceException hasDependencies(String noun, String id) {
        return of("DependencyViolation", "The " + noun + " '" + id + "' has dependencies and cannot be deleted.");
    }
}
