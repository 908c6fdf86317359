package dev.fargatecd.local.kernel;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes the exceptions that services answer with: the SDK's own, complete as a client would get them. */
public final class Faults {
    private Faults() {}

    /**
     * Completes a modelled exception with what a client reads of it.
     *
     * @param builder of the SDK's exception class, for example {@code RepositoryNotFoundException.builder()}; of the
     *     service's base class (such as {@code CloudFormationException}) where AWS models none
     * @param status the HTTP status that AWS answers
     * @param code AWS's error code, for example {@code ValidationError}
     * @param message AWS's text
     */
    public static AwsServiceException of(AwsServiceException.Builder builder, int status, String code, String message) {
        return builder.message(message)
                .statusCode(status)
                .requestId("local")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("local")
                        .build())
                .build();
    }
}
