package dev.fargatecd.local.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.kernel.Supported;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/** The operations on what buckets are set to, which S3 has three of for each setting. */
abstract class BucketSettingsOperations implements S3Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    protected final Buckets buckets;
    protected final BucketSettings settings;

    BucketSettingsOperations(Buckets buckets, BucketSettings settings) {
        this.buckets = buckets;
        this.settings = settings;
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        VersioningConfiguration configuration = request.versioningConfiguration();
        Supported.only("s3 PutBucketVersioning", configuration, "Status");
        if (configuration.status() == null || configuration.status() == BucketVersioningStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Faults.of(
                    400, "IllegalVersioningConfigurationException", "The Versioning element must be specified");
        }
        settings.versioning.put(bucket, configuration);
        return PutBucketVersioningResponse.builder().build();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        return GetBucketVersioningResponse.builder()
                .status(settings.versioning
                        .find(bucket)
                        .map(VersioningConfiguration::statusAsString)
                        .orElse(null))
                .build();
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        settings.encryption.put(bucket, request.serverSideEncryptionConfiguration());
        return PutBucketEncryptionResponse.builder().build();
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(
                        settings.encryption.get(buckets.get(request.bucket(), request.expectedBucketOwner())))
                .build();
    }

    @Override
    public DeleteBucketEncryptionResponse deleteBucketEncryption(DeleteBucketEncryptionRequest request) {
        settings.encryption.put(
                buckets.get(request.bucket(), request.expectedBucketOwner()), BucketSettings.ownEncryption());
        return DeleteBucketEncryptionResponse.builder().build();
    }

    @Override
    public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
            PutBucketLifecycleConfigurationRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        settings.lifecycle.put(bucket, request.lifecycleConfiguration());
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        return GetBucketLifecycleConfigurationResponse.builder()
                .rules(settings.lifecycle
                        .get(buckets.get(request.bucket(), request.expectedBucketOwner()))
                        .rules())
                .build();
    }

    @Override
    public DeleteBucketLifecycleResponse deleteBucketLifecycle(DeleteBucketLifecycleRequest request) {
        settings.lifecycle.remove(buckets.get(request.bucket(), request.expectedBucketOwner()));
        return DeleteBucketLifecycleResponse.builder().build();
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        settings.publicAccess.put(bucket, request.publicAccessBlockConfiguration());
        return PutPublicAccessBlockResponse.builder().build();
    }

    @Override
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(
                        settings.publicAccess.get(buckets.get(request.bucket(), request.expectedBucketOwner())))
                .build();
    }

    @Override
    public DeletePublicAccessBlockResponse deletePublicAccessBlock(DeletePublicAccessBlockRequest request) {
        settings.publicAccess.remove(buckets.get(request.bucket(), request.expectedBucketOwner()));
        return DeletePublicAccessBlockResponse.builder().build();
    }

    @Override
    public PutBucketOwnershipControlsResponse putBucketOwnershipControls(PutBucketOwnershipControlsRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        settings.ownership.put(bucket, request.ownershipControls());
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    @Override
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(GetBucketOwnershipControlsRequest request) {
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(settings.ownership.get(buckets.get(request.bucket(), request.expectedBucketOwner())))
                .build();
    }

    @Override
    public DeleteBucketOwnershipControlsResponse deleteBucketOwnershipControls(
            DeleteBucketOwnershipControlsRequest request) {
        settings.ownership.remove(buckets.get(request.bucket(), request.expectedBucketOwner()));
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    @Override
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        settings.tags.put(bucket, request.tagging());
        return PutBucketTaggingResponse.builder().build();
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        return GetBucketTaggingResponse.builder()
                .tagSet(settings.tags
                        .get(buckets.get(request.bucket(), request.expectedBucketOwner()))
                        .tagSet())
                .build();
    }

    @Override
    public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request) {
        settings.tags.remove(buckets.get(request.bucket(), request.expectedBucketOwner()));
        return DeleteBucketTaggingResponse.builder().build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        requireJson(request.policy());
        settings.policy.put(bucket, new BucketSettings.PolicyText(request.policy()));
        return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        return GetBucketPolicyResponse.builder()
                .policy(settings.policy
                        .get(buckets.get(request.bucket(), request.expectedBucketOwner()))
                        .json())
                .build();
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
        settings.policy.remove(buckets.get(request.bucket(), request.expectedBucketOwner()));
        return DeleteBucketPolicyResponse.builder().build();
    }

    @Override
    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
        Supported.only("s3 PutBucketAcl", request, "Bucket", "ACL", "ExpectedBucketOwner");
        buckets.get(request.bucket(), request.expectedBucketOwner());
        AccessControl.requirePrivate(request.acl());
        return PutBucketAclResponse.builder().build();
    }

    @Override
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
        String owner =
                buckets.get(request.bucket(), request.expectedBucketOwner()).account();
        return GetBucketAclResponse.builder()
                .owner(one -> one.id(owner))
                .grants(Grant.builder()
                        .permission(Permission.FULL_CONTROL)
                        .grantee(grantee -> grantee.id(owner).type(Type.CANONICAL_USER))
                        .build())
                .build();
    }

    private static void requireJson(@Nullable String policy) {
        AwsServiceException malformed = S3Faults.of(400, "MalformedPolicy", "This policy contains invalid Json");
        try {
            if (policy == null || !JSON.readTree(policy).isObject()) {
                throw malformed;
            }
        } catch (JsonProcessingException notJson) {
            throw malformed;
        }
    }
}
