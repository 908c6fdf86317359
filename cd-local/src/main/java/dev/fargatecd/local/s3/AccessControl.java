package dev.fargatecd.local.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/**
 * Access control lists, which are off: only what changes nothing is taken.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html">Object ownership</a>
 */
final class AccessControl {
    private AccessControl() {}

    static void requirePrivate(@Nullable BucketCannedACL acl) {
        if (acl != null && acl != BucketCannedACL.PRIVATE) {
            throw notAllowed();
        }
    }

    static void requireNoGrant(@Nullable ObjectCannedACL acl) {
        if (acl != null && acl != ObjectCannedACL.PRIVATE && acl != ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL) {
            throw notAllowed();
        }
    }

    private static RuntimeException notAllowed() {
        return S3Faults.of(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
}
