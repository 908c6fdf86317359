package dev.fargatecd.it.suite;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How targets say that they have not got something. */
final class Refusal {
    /** Error codes by which AWS and its emulators answer for what is not there, in small letters. */
    private static final Set<String> CODES = Set.of(
            "notimplemented",
            "notimplementedexception",
            "unknownoperation",
            "unknownoperationexception",
            "invalidaction",
            "unsupportedoperation",
            "unsupportedservice",
            "unknownservice");

    /** Some answer in a shape that is none of AWS's, so that the SDK finds no code in it. */
    private static final Pattern SHAPELESS =
            Pattern.compile("(?i)unsupported (service|operation)|not (yet )?implemented");

    private Refusal() {}

    /** The target's own words, where the failure is that it has no such service or operation. */
    static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
                AwsErrorDetails details = aws.awsErrorDetails();
                String code = String.valueOf(details.errorCode());
                String body = details.rawResponse() == null
                        ? ""
                        : details.rawResponse().asUtf8String();
                if (aws.statusCode() == 501 || CODES.contains(code.toLowerCase(Locale.ROOT))) {
                    return Optional.of("HTTP " + aws.statusCode() + ", " + code + ": " + details.errorMessage());
                }
                if (details.errorCode() == null && SHAPELESS.matcher(body).find()) {
                    return Optional.of("HTTP " + aws.statusCode() + ": " + body);
                }
            }
        }
        return Optional.empty();
    }
}
