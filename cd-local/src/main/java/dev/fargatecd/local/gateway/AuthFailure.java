package dev.fargatecd.local.gateway;

/**
 * Why a request is not let in, with the status and code that each family of protocols answers.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">Common errors (query)</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html">Common errors (JSON)</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2's errors</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3's errors</a>
 */
enum AuthFailure {
    MISSING(
            "403 MissingAuthenticationToken",
            "400 MissingAuthenticationTokenException",
            "403 MissingAuthenticationToken",
            "403 AccessDenied",
            "Request is missing Authentication Token"),
    INCOMPLETE(
            "400 IncompleteSignature",
            "400 IncompleteSignatureException",
            "400 IncompleteSignature",
            "400 AuthorizationHeaderMalformed",
            "The authorization of the request is malformed"),
    UNKNOWN_KEY(
            "403 InvalidClientTokenId",
            "400 UnrecognizedClientException",
            "401 AuthFailure",
            "403 InvalidAccessKeyId",
            "The security token included in the request is invalid."),
    WRONG_TOKEN(
            "403 InvalidClientTokenId",
            "400 UnrecognizedClientException",
            "401 AuthFailure",
            "400 InvalidToken",
            "The security token included in the request is invalid."),
    EXPIRED_TOKEN(
            "403 ExpiredToken",
            "400 ExpiredTokenException",
            "400 RequestExpired",
            "400 ExpiredToken",
            "The security token included in the request is expired"),
    WRONG_SIGNATURE(
            "403 SignatureDoesNotMatch",
            "400 InvalidSignatureException",
            "401 AuthFailure",
            "403 SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided."
                    + " Check your AWS Secret Access Key and signing method."),
    SKEWED(
            "403 SignatureDoesNotMatch",
            "400 InvalidSignatureException",
            "400 RequestExpired",
            "403 RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large."),
    EXPIRED_URL(
            "403 SignatureDoesNotMatch",
            "400 InvalidSignatureException",
            "400 RequestExpired",
            "403 AccessDenied",
            "Request has expired");

    private final String query;
    private final String json;
    private final String ec2;
    private final String s3;
    private final String message;

    AuthFailure(String query, String json, String ec2, String s3, String message) {
        this.query = query;
        this.json = json;
        this.ec2 = ec2;
        this.s3 = s3;
        this.message = message;
    }

    /** As an exception, whose answer follows once the protocol is known. */
    Thrown thrown() {
        return new Thrown(this, message);
    }

    /** The same with a message that says more. */
    Thrown thrown(String detail) {
        return new Thrown(this, message + (message.endsWith(".") ? " " : ": ") + detail);
    }

    /** A request that is not let in. */
    static final class Thrown extends RuntimeException {
        private final AuthFailure failure;
        private final String text;

        private Thrown(AuthFailure failure, String text) {
            super(text);
            this.failure = failure;
            this.text = text;
        }

        Refusal in(Dialect dialect) {
            String answer = switch (dialect) {
                case QUERY -> failure.query;
                case JSON -> failure.json;
                case EC2 -> failure.ec2;
                case S3 -> failure.s3;
            };
            return new Refusal(Integer.parseInt(answer.substring(0, 3)), answer.substring(4), text);
        }
    }
}
