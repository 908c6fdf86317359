package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Store;
import java.util.List;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/** What buckets are set to. Versioning has an effect here; all else is kept and answered. */
final class BucketSettings {
    /** A bucket policy's text. */
    record PolicyText(String json) {}

    final BucketSetting<VersioningConfiguration> versioning;
    final BucketSetting<ServerSideEncryptionConfiguration> encryption;
    final BucketSetting<BucketLifecycleConfiguration> lifecycle;
    final BucketSetting<PublicAccessBlockConfiguration> publicAccess;
    final BucketSetting<OwnershipControls> ownership;
    final BucketSetting<Tagging> tags;
    final BucketSetting<PolicyText> policy;

    BucketSettings(Store store) {
        versioning = new BucketSetting<>(
                store.table("s3.versioning", VersioningConfiguration.class), S3Faults::noSuchBucket);
        encryption = new BucketSetting<>(
                store.table("s3.encryption", ServerSideEncryptionConfiguration.class),
                () -> S3Faults.of(
                        404,
                        "ServerSideEncryptionConfigurationNotFoundError",
                        "The server side encryption configuration was not found"));
        lifecycle = new BucketSetting<>(
                store.table("s3.lifecycle", BucketLifecycleConfiguration.class),
                () -> S3Faults.of(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
        publicAccess = new BucketSetting<>(
                store.table("s3.public-access", PublicAccessBlockConfiguration.class),
                () -> S3Faults.of(
                        404,
                        "NoSuchPublicAccessBlockConfiguration",
                        "The public access block configuration was not found"));
        ownership = new BucketSetting<>(
                store.table("s3.ownership", OwnershipControls.class),
                () -> S3Faults.of(
                        404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"));
        tags = new BucketSetting<>(
                store.table("s3.tags", Tagging.class),
                () -> S3Faults.of(404, "NoSuchTagSet", "The TagSet does not exist"));
        policy = new BucketSetting<>(
                store.table("s3.policies", PolicyText.class),
                () -> S3Faults.of(404, "NoSuchBucketPolicy", "The bucket policy does not exist"));
    }

    /** What S3 sets for each new bucket: encrypted by S3's own keys, no public access, no access control lists. */
    void initialise(StoredBucket bucket) {
        encryption.put(bucket, ownEncryption());
        publicAccess.put(
                bucket,
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)
                        .build());
        ownership.put(
                bucket,
                OwnershipControls.builder()
                        .rules(OwnershipControlsRule.builder()
                                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                                .build())
                        .build());
    }

    void removeAll(StoredBucket bucket) {
        for (BucketSetting<?> setting :
                List.of(versioning, encryption, lifecycle, publicAccess, ownership, tags, policy)) {
            setting.remove(bucket);
        }
    }

    /** Encryption by S3's own keys, which no bucket can be without. */
    static ServerSideEncryptionConfiguration ownEncryption() {
        return ServerSideEncryptionConfiguration.builder()
                .rules(ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(false)
                        .applyServerSideEncryptionByDefault(
                                byDefault -> byDefault.sseAlgorithm(ServerSideEncryption.AES256))
                        .build())
                .build();
    }

    Versioning versioning(StoredBucket bucket) {
        return versioning
                .find(bucket)
                .map(configuration -> configuration.status() == BucketVersioningStatus.ENABLED
                        ? Versioning.ENABLED
                        : Versioning.SUSPENDED)
                .orElse(Versioning.NEVER_ENABLED);
    }

    /** Whether older versions of objects are kept. */
    enum Versioning {
        NEVER_ENABLED,
        ENABLED,
        SUSPENDED
    }
}
