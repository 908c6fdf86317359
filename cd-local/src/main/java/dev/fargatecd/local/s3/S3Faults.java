package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The errors of S3.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
 */
final class S3Faults {
    private S3Faults() {}

    static AwsServiceException noSuchBucket() {
        return Faults.of(NoSuchBucketException.builder(), 404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static AwsServiceException noSuchKey() {
        return Faults.of(NoSuchKeyException.builder(), 404, "NoSuchKey", "The specified key does not exist.");
    }

    static AwsServiceException noSuchVersion() {
        return of(404, "NoSuchVersion", "The specified version does not exist.");
    }

    static AwsServiceException noSuchUpload() {
        return Faults.of(
                NoSuchUploadException.builder(),
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted "
                        + "or completed.");
    }

    static AwsServiceException alreadyOwnedByYou() {
        return Faults.of(
                BucketAlreadyOwnedByYouException.builder(),
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    static AwsServiceException alreadyExists() {
        return Faults.of(
                BucketAlreadyExistsException.builder(),
                409,
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
                        + "Please select a different name and try again.");
    }

    static AwsServiceException preconditionFailed() {
        return of(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static AwsServiceException invalidArgument(String message) {
        return of(400, "InvalidArgument", message);
    }

    static AwsServiceException of(int status, String code, String message) {
        return Faults.of(S3Exception.builder(), status, code, message);
    }
}
