package dev.fargatecd.aws;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Buckets, where they are removed with all that is in them. */
final class Buckets {
    private final S3Client s3;

    Buckets(S3Client s3) {
        this.s3 = s3;
    }

    /** Deletes every version of every object, and then the bucket: S3 deletes none that holds something. */
    void delete(String bucket) {
        s3.listObjectVersionsPaginator(request -> request.bucket(bucket)).forEach(page -> {
            for (ObjectVersion version : page.versions()) {
                remove(bucket, version.key(), version.versionId());
            }
            page.deleteMarkers().forEach(marker -> remove(bucket, marker.key(), marker.versionId()));
        });
        s3.deleteBucket(request -> request.bucket(bucket));
    }

    private void remove(String bucket, String key, String version) {
        s3.deleteObject(request -> request.bucket(bucket).key(key).versionId(version));
    }
}
