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
            "Request is missing Authentication Token",
            "403 MissingAuthenticationToken, 403 MissingAuthenticationToken, 400 MissingAuthenticationTokenException, 403 AccessDenied"),
    INCOMPLETE(
            "The authorization of the request is malformed",
            "400 IncompleteSignature, 400 IncompleteSignature, 400 IncompleteSignatureException, 400 AuthorizationHeaderMalformed"),
    UNKNOWN_KEY(
            "The security token included in the request is invalid.",
            "403 InvalidClientTokenId, 401 AuthFailure, 400 UnrecognizedClientException, 403 InvalidAccessKeyId"),
    WRONG_TOKEN(
            "The security token included in the request is invalid.",
            "403 InvalidClientTokenId, 401 AuthFailure, 400 UnrecognizedClientException, 400 InvalidToken"),
    EXPIRED_TOKEN(
            "The security token included in the request is expired",
            "403 ExpiredToken, 400 RequestExpired, 400 ExpiredTokenException, 400 ExpiredToken"),
    WRONG_SIGNATURE(
            "The request signature we calculated does not match the signature you provided.",
            "403 SignatureDoesNotMatch, 401 AuthFailure, 400 InvalidSignatureException, 403 SignatureDoesNotMatch"),
    SKEWED(
            "The difference between the request time and the current time is too large.",
            "403 SignatureDoesNotMatch, 400 RequestExpired, 400 InvalidSignatureException, 403 RequestTimeTooSkewed"),
    EXPIRED_URL(
            "Request has expired",
            "403 SignatureDoesNotMatch, 400 RequestExpired, 400 InvalidSignatureException, 403 AccessDenied");

    private final String message;
    private final String answers;

    /**
     * A failure and how it is answered.
     *
     * @param answers status and code for each {@link Dialect}, in its order
     */
    AuthFailure(String message, String answers) {
        this.message = message;
        this.answers = answers;
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
            int column = switch (dialect) {
                case QUERY -> 0;
                case EC2 -> 1;
                case JSON -> 2;
                case S3 -> 3;
            };
            String answer = failure.answers.split(", ")[column];
            return new Refusal(Integer.parseInt(answer.substring(0, 3)), answer.substring(4), text);
        }
    }
}
