package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Table;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Something that a bucket has or has not: its policy, its tags, its encryption.
 *
 * @param missing what S3 answers where it has not
 */
record BucketSetting<V>(Table<V> table, Supplier<AwsServiceException> missing) {
    V get(StoredBucket bucket) {
        return find(bucket).orElseThrow(missing);
    }

    Optional<V> find(StoredBucket bucket) {
        return table.get(Buckets.key(bucket.name()));
    }

    void put(StoredBucket bucket, V value) {
        table.put(Buckets.key(bucket.name()), value);
    }

    void remove(StoredBucket bucket) {
        table.remove(Buckets.key(bucket.name()));
    }
}
