package dev.fargatecd.local.s3;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/**
 * Requests that hold only for a certain state of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">Conditional requests</a>
 */
final class Preconditions {
    private Preconditions() {}

    static void read(ObjectVersion version, GetObjectRequest request) {
        read(version, request.ifMatch(), request.ifNoneMatch(), request.ifModifiedSince(), request.ifUnmodifiedSince());
    }

    static void read(ObjectVersion version, HeadObjectRequest request) {
        read(version, request.ifMatch(), request.ifNoneMatch(), request.ifModifiedSince(), request.ifUnmodifiedSince());
    }

    /** A writer may want nothing to be there ({@code *}), or what it has read before. */
    static void write(Optional<ObjectVersion> there, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
            throw new UnsupportedOperationException(
                    "s3: If-None-Match other than * is not supported by the local cloud, nor by S3, when writing");
        }
        if (ifNoneMatch != null && there.isPresent()) {
            throw S3Faults.preconditionFailed();
        }
        if (ifMatch != null) {
            ObjectVersion version = there.orElseThrow(S3Faults::noSuchKey);
            if (!isTag(version, ifMatch)) {
                throw S3Faults.preconditionFailed();
            }
        }
    }

    private static void read(
            ObjectVersion version,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant ifModifiedSince,
            @Nullable Instant ifUnmodifiedSince) {
        Instant modified = version.modified();
        if (ifMatch != null && !isTag(version, ifMatch)) {
            throw S3Faults.preconditionFailed();
        }
        if (ifMatch == null && ifUnmodifiedSince != null && modified.isAfter(ifUnmodifiedSince)) {
            throw S3Faults.preconditionFailed();
        }
        boolean isSame = ifNoneMatch != null
                ? isTag(version, ifNoneMatch)
                : ifModifiedSince != null && !modified.isAfter(ifModifiedSince);
        if (isSame) {
            throw S3Faults.of(304, "NotModified", "Not Modified");
        }
    }

    private static boolean isTag(ObjectVersion version, String tag) {
        return tag.equals("*")
                || tag.replace("\"", "")
                        .equals(String.valueOf(version.head().eTag()).replace("\"", ""));
    }
}
