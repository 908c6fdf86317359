package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.TargetCloud;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** The bucket of a pipeline's artifacts: it keeps versions, and has to be emptied of them before it can go. */
@ExtendWith(ContractSuite.class)
final class StorageContractTest {
    private final TargetCloud target;
    private final S3Client s3;

    StorageContractTest(TargetCloud target) {
        this.target = target;
        s3 = target.client(S3Client.class);
    }

    @Contract(
            service = "S3",
            needs = {"s3 PutBucketVersioning", "s3 ListObjectVersions", "s3 DeleteObjects"},
            reallyRuns = "an older version is read, and the emptied bucket is deleted")
    void versionsAreKeptUntilTheyAreDeleted() {
        String bucket = target.named("versions");
        target.willMake("bucket " + bucket, () -> empty(bucket));
        s3.createBucket(request -> request.bucket(bucket));
        s3.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        String first = s3.putObject(request -> request.bucket(bucket).key("key"), RequestBody.fromString("first"))
                .versionId();
        s3.putObject(request -> request.bucket(bucket).key("key"), RequestBody.fromString("second"));
        s3.deleteObject(request -> request.bucket(bucket).key("key"));
        assertThat(s3.getObjectAsBytes(
                                request -> request.bucket(bucket).key("key").versionId(first))
                        .asUtf8String())
                .isEqualTo("first");
        empty(bucket);
        assertThat(s3.listBuckets().buckets()).noneMatch(found -> bucket.equals(found.name()));
    }

    private void empty(String bucket) {
        s3.listObjectVersionsPaginator(request -> request.bucket(bucket)).forEach(page -> {
            List<ObjectIdentifier> found = new ArrayList<>();
            page.versions().forEach(version -> found.add(identifier(version.key(), version.versionId())));
            page.deleteMarkers().forEach(marker -> found.add(identifier(marker.key(), marker.versionId())));
            s3.deleteObjects(request -> request.bucket(bucket).delete(delete -> delete.objects(found)));
        });
        s3.deleteBucket(request -> request.bucket(bucket));
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
