package dev.fargatecd.local.s3;

import java.time.Instant;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A version of an object, or the marker of its deletion.
 *
 * @param id {@value #NULL} of what was stored without versioning
 * @param file that holds the bytes; "" with a marker
 * @param head what describing the version answers
 */
record ObjectVersion(String id, boolean isDeleteMarker, Instant modified, String file, HeadObjectResponse head) {
    /** The id of versions that were stored while versioning was not enabled. */
    static final String NULL = "null";

    long size() {
        return head.contentLength() == null ? 0 : head.contentLength();
    }
}
