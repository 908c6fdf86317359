package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The tags of objects, which each version has its own of. */
final class ObjectTags {
    private final Table<Tagging> tags;

    ObjectTags(Store store) {
        tags = store.table("s3.object-tags", Tagging.class);
    }

    List<Tag> of(String bucket, String key, ObjectVersion version) {
        return tags.get(Buckets.key(name(bucket, key, version)))
                .map(Tagging::tagSet)
                .orElse(List.of());
    }

    /** Sets the tags; an empty list removes them. */
    void put(String bucket, String key, ObjectVersion version, List<Tag> given) {
        if (given.isEmpty()) {
            tags.remove(Buckets.key(name(bucket, key, version)));
        } else {
            tags.put(
                    Buckets.key(name(bucket, key, version)),
                    Tagging.builder().tagSet(given).build());
        }
    }

    private static String name(String bucket, String key, ObjectVersion version) {
        return bucket + "/" + version.id() + "/" + key;
    }
}
