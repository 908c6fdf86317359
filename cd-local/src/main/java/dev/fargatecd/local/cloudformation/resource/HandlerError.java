package dev.fargatecd.local.cloudformation.resource;

import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What kind of failure a resource type's handler reports, found in the API's error code.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html">Handler
 *     error codes</a>
 */
enum HandlerError {
    ALREADY_EXISTS("AlreadyExists", "AlreadyExists|Duplicate|PriorityInUse|BucketAlreadyOwnedByYou"),
    NOT_FOUND("NotFound", "NotFound|NoSuch|DoesNotExist|NotActive"),
    ACCESS_DENIED("AccessDenied", "AccessDenied|UnauthorizedOperation|NotAuthorized"),
    THROTTLING("Throttling", "Throttl|TooManyRequests"),
    RESOURCE_CONFLICT("ResourceConflict", "Conflict|DependencyViolation|NotEmpty|InUse|OperationInProgress"),
    SERVICE_LIMIT_EXCEEDED("ServiceLimitExceeded", "LimitExceeded|TooMany"),
    INVALID_REQUEST("InvalidRequest", "^\\b$"),
    NOT_STABILIZED("NotStabilized", "^\\b$"),
    GENERAL_SERVICE_EXCEPTION("GeneralServiceException", "^\\b$");

    private final String text;
    private final Pattern codes;

    HandlerError(String text, String codes) {
        this.text = text;
        this.codes = Pattern.compile(codes);
    }

    /** The kind that an answer's error code and status mean. */
    static HandlerError of(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        for (HandlerError error : values()) {
            if (code != null && error.codes.matcher(code).find()) {
                return error;
            }
        }
        return answer.statusCode() < 500 ? INVALID_REQUEST : GENERAL_SERVICE_EXCEPTION;
    }

    @Override
    public String toString() {
        return text;
    }
}
