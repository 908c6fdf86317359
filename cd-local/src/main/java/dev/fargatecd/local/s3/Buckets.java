package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;

/** The buckets of the cloud. Their names are unique across accounts and regions, so they are kept under neither. */
final class Buckets {
    private static final Scope EVERYWHERE = new Scope("000000000000", Scope.GLOBAL);

    private final CloudContext cloud;
    private final Table<StoredBucket> buckets;

    Buckets(CloudContext cloud) {
        this.cloud = cloud;
        buckets = cloud.store().table("s3.buckets", StoredBucket.class);
    }

    static Key key(String name) {
        return new Key(EVERYWHERE, name);
    }

    /**
     * Makes a bucket in the caller's region.
     *
     * <p>Where AWS wants the region named, outside us-east-1, it may be left out here: SDKs add it on the wire only.
     */
    StoredBucket create(String name, @Nullable CreateBucketConfiguration configuration) {
        BucketNames.require(name);
        Scope scope = Caller.current().scope();
        requireHere(configuration, scope.region());
        StoredBucket bucket = new StoredBucket(
                name, scope.account(), scope.region(), cloud.clock().instant());
        if (!buckets.putIfAbsent(key(name), bucket)) {
            throw get(name, null).account().equals(scope.account())
                    ? S3Faults.alreadyOwnedByYou()
                    : S3Faults.alreadyExists();
        }
        return bucket;
    }

    /** @param expectedOwner an account, or null for any */
    StoredBucket get(@Nullable String name, @Nullable String expectedOwner) {
        StoredBucket bucket = Optional.ofNullable(name)
                .flatMap(given -> buckets.get(key(given)))
                .orElseThrow(S3Faults::noSuchBucket);
        if (expectedOwner != null && !expectedOwner.equals(bucket.account())) {
            throw S3Faults.of(403, "AccessDenied", "Access Denied");
        }
        return bucket;
    }

    /** Those of an account, by name. */
    List<StoredBucket> of(String account) {
        return buckets.list(EVERYWHERE).stream()
                .filter(bucket -> bucket.account().equals(account))
                .toList();
    }

    void remove(StoredBucket bucket) {
        buckets.remove(key(bucket.name()));
    }

    private static void requireHere(@Nullable CreateBucketConfiguration configuration, String region) {
        String asked = configuration == null ? null : configuration.locationConstraintAsString();
        String place = "EU".equals(asked) ? "eu-west-1" : asked;
        if (place == null) {
            return;
        }
        if (place.equals("us-east-1")) {
            throw S3Faults.of(400, "InvalidLocationConstraint", "The specified location-constraint is not valid");
        }
        if (!place.equals(region)) {
            throw S3Faults.of(
                    400,
                    "IllegalLocationConstraintException",
                    "The " + place
                            + " location constraint is incompatible for the region specific endpoint this request "
                            + "was sent to.");
        }
    }
}
