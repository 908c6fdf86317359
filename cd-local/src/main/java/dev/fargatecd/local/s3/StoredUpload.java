package dev.fargatecd.local.s3;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/**
 * A multipart upload that is not complete.
 *
 * @param request what began it, with the object's headers
 * @param parts by number
 */
record StoredUpload(
        String id, Instant initiated, CreateMultipartUploadRequest request, Map<Integer, StoredPart> parts) {
    StoredUpload {
        parts = Map.copyOf(parts);
    }

    /**
     * A part that has come.
     *
     * @param md5 in hexadecimal digits
     */
    record StoredPart(int number, String file, long size, String md5, Instant modified) {}

    StoredUpload with(StoredPart part) {
        Map<Integer, StoredPart> all = new TreeMap<>(parts);
        all.put(part.number(), part);
        return new StoredUpload(id, initiated, request, all);
    }
}
