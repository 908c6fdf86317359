package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.s3.BucketSettings.Versioning;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The objects of all buckets. Changes go one after the other, and end before anybody is told. */
final class Objects {
    private final CloudContext cloud;
    private final Table<StoredObject> objects;
    private final ObjectFiles files;

    Objects(CloudContext cloud, ObjectFiles files) {
        this.cloud = cloud;
        this.files = files;
        objects = cloud.store().table("s3.objects", StoredObject.class);
    }

    /** What became of an object that was deleted. */
    record Deletion(Optional<String> versionId, boolean isDeleteMarker) {}

    Optional<StoredObject> find(String bucket, String key) {
        return objects.get(key(bucket, key));
    }

    /** Those of a bucket whose keys have the prefix, by key. */
    List<StoredObject> list(String bucket, String prefix) {
        return objects.list(Buckets.key(bucket).scope()).stream()
                .filter(object -> object.bucket().equals(bucket) && object.key().startsWith(prefix))
                .toList();
    }

    /**
     * Stores a version.
     *
     * @param precondition fails where what is there now is not what the writer expects
     * @return the version as it was stored
     */
    synchronized ObjectVersion add(
            StoredBucket bucket,
            Versioning versioning,
            String key,
            HeadObjectResponse.Builder head,
            String file,
            Consumer<Optional<ObjectVersion>> precondition) {
        Optional<StoredObject> before = find(bucket.name(), key);
        precondition.accept(before.flatMap(StoredObject::current));
        String id = versioning == Versioning.ENABLED ? cloud.ids().hex(32) : ObjectVersion.NULL;
        ObjectVersion version = new ObjectVersion(
                id,
                false,
                now(),
                file,
                head.versionId(versioning == Versioning.NEVER_ENABLED ? null : id)
                        .build());
        push(bucket.name(), key, before, version);
        return version;
    }

    /** Deletes as the bucket's versioning wants: for good, or by a marker. */
    synchronized Deletion remove(StoredBucket bucket, Versioning versioning, String key) {
        Optional<StoredObject> before = find(bucket.name(), key);
        if (versioning == Versioning.NEVER_ENABLED) {
            before.ifPresent(object -> removeVersion(object, ObjectVersion.NULL));
            return new Deletion(Optional.empty(), false);
        }
        String id = versioning == Versioning.ENABLED ? cloud.ids().hex(32) : ObjectVersion.NULL;
        HeadObjectResponse head =
                HeadObjectResponse.builder().deleteMarker(true).versionId(id).build();
        push(bucket.name(), key, before, new ObjectVersion(id, true, now(), "", head));
        return new Deletion(Optional.of(id), true);
    }

    /** Deletes one version for good; where there is none, nothing. */
    synchronized Deletion removeVersion(StoredBucket bucket, String key, String id) {
        Optional<StoredObject> object = find(bucket.name(), key);
        boolean isMarker = object.flatMap(found -> found.version(id))
                .filter(ObjectVersion::isDeleteMarker)
                .isPresent();
        object.ifPresent(found -> removeVersion(found, id));
        return new Deletion(Optional.of(id), isMarker);
    }

    /** Changes what describing the version answers. */
    synchronized ObjectVersion describe(
            String bucket, String key, String id, Consumer<HeadObjectResponse.Builder> change) {
        StoredObject object = find(bucket, key).orElseThrow(S3Faults::noSuchKey);
        ObjectVersion before = object.version(id).orElseThrow(S3Faults::noSuchVersion);
        HeadObjectResponse.Builder head = before.head().toBuilder();
        change.accept(head);
        ObjectVersion after =
                new ObjectVersion(id, before.isDeleteMarker(), before.modified(), before.file(), head.build());
        List<ObjectVersion> versions = object.versions().stream()
                .map(version -> version.id().equals(id) ? after : version)
                .toList();
        objects.put(key(bucket, key), new StoredObject(bucket, key, versions));
        return after;
    }

    /** S3 knows when to the second. */
    private Instant now() {
        return cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void push(String bucket, String key, Optional<StoredObject> before, ObjectVersion version) {
        List<ObjectVersion> versions = new ArrayList<>();
        versions.add(version);
        before.ifPresent(object -> object.versions().stream()
                .filter(old -> !old.id().equals(version.id()))
                .forEach(versions::add));
        objects.put(key(bucket, key), new StoredObject(bucket, key, versions));
        before.flatMap(object -> object.version(version.id())).ifPresent(old -> files.remove(old.file()));
    }

    private void removeVersion(StoredObject object, String id) {
        List<ObjectVersion> left = object.versions().stream()
                .filter(version -> !version.id().equals(id))
                .toList();
        Key key = key(object.bucket(), object.key());
        if (left.isEmpty()) {
            objects.remove(key);
        } else {
            objects.put(key, new StoredObject(object.bucket(), object.key(), left));
        }
        object.version(id).ifPresent(version -> files.remove(version.file()));
    }

    /** A bucket's name has no slash, so that the two can't be confused. */
    private static Key key(String bucket, String key) {
        return Buckets.key(bucket + "/" + key);
    }
}
