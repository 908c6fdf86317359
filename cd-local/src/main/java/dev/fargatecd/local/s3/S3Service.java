package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.s3.StoredUpload.StoredPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Amazon S3: buckets and objects.
 *
 * <p>Access control lists are off, as they are for new buckets; encryption, lifecycle and public access settings are kept
 * and answered but have no effect here.
 */
public final class S3Service extends BucketSettingsOperations {
    private static final int MOST_DELETED = 1000;

    private final Objects objects;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ObjectLists lists;
    private final ObjectTags tags;
    private final Uploads uploads;

    public S3Service(CloudContext cloud) {
        super(new Buckets(cloud), new BucketSettings(cloud.store()));
        ObjectFiles files = new ObjectFiles(cloud.folder().resolve("s3"), cloud.ids());
        objects = new Objects(cloud, files);
        tags = new ObjectTags(cloud.store());
        reader = new ObjectReader(objects, files);
        writer = new ObjectWriter(cloud, settings, objects, files, tags);
        lists = new ObjectLists(objects);
        uploads = new Uploads(cloud, files);
    }

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        Supported.only("s3 CreateBucket", request, "Bucket", "ACL", "CreateBucketConfiguration", "ObjectOwnership");
        AccessControl.requirePrivate(request.acl());
        CreateBucketConfiguration configuration = request.createBucketConfiguration();
        if (configuration != null) {
            Supported.only("s3 CreateBucket", configuration, "LocationConstraint", "Tags");
        }
        StoredBucket bucket = buckets.create(request.bucket(), configuration);
        settings.initialise(bucket);
        if (request.objectOwnership() != null) {
            settings.ownership.put(
                    bucket,
                    OwnershipControls.builder()
                            .rules(OwnershipControlsRule.builder()
                                    .objectOwnership(request.objectOwnership())
                                    .build())
                            .build());
        }
        if (configuration != null && configuration.hasTags()) {
            settings.tags.put(
                    bucket, Tagging.builder().tagSet(configuration.tags()).build());
        }
        return CreateBucketResponse.builder()
                .location("/" + bucket.name())
                .bucketArn("arn:aws:s3:::" + bucket.name())
                .build();
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        if (!objects.list(bucket.name(), "").isEmpty()) {
            throw S3Faults.of(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        uploads.of(bucket.name()).forEach(uploads::remove);
        buckets.remove(bucket);
        settings.removeAll(bucket);
        return DeleteBucketResponse.builder().build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region())
                .bucketArn("arn:aws:s3:::" + bucket.name())
                .accessPointAlias(false)
                .build();
    }

    @Override
    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        String prefix = Optional.ofNullable(request.prefix()).orElse("");
        List<StoredBucket> found = buckets.of(Caller.current().scope().account()).stream()
                .filter(bucket -> bucket.name().startsWith(prefix))
                .filter(bucket ->
                        request.bucketRegion() == null || request.bucketRegion().equals(bucket.region()))
                .toList();
        Page<StoredBucket> page = page(
                found,
                request.continuationToken(),
                Optional.ofNullable(request.maxBuckets()).orElse(10_000));
        return ListBucketsResponse.builder()
                .buckets(page.items().stream()
                        .map(bucket -> Bucket.builder()
                                .name(bucket.name())
                                .bucketRegion(bucket.region())
                                .bucketArn("arn:aws:s3:::" + bucket.name())
                                .creationDate(bucket.created())
                                .build())
                        .toList())
                .owner(owner -> owner.id(Caller.current().scope().account()))
                .prefix(request.prefix())
                .continuationToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        String region =
                buckets.get(request.bucket(), request.expectedBucketOwner()).region();
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals("us-east-1") ? null : region) // S3's oldest region has no name
                .build();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        Supported.only(
                "s3 PutObject",
                request,
                "ACL",
                "Bucket",
                "Body",
                "CacheControl",
                "ContentDisposition",
                "ContentEncoding",
                "ContentLanguage",
                "ContentLength",
                "ContentMD5",
                "ContentType",
                "ChecksumAlgorithm",
                "ChecksumCRC32",
                "ChecksumCRC32C",
                "ChecksumCRC64NVME",
                "ChecksumSHA1",
                "ChecksumSHA256",
                "Expires",
                "IfMatch",
                "IfNoneMatch",
                "Key",
                "Metadata",
                "ServerSideEncryption",
                "StorageClass",
                "SSEKMSKeyId",
                "BucketKeyEnabled",
                "Tagging",
                "ExpectedBucketOwner");
        AccessControl.requireNoGrant(request.acl());
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        HeadObjectResponse head = writer.put(bucket, request, body).head();
        return PutObjectResponse.builder()
                .eTag(head.eTag())
                .versionId(head.versionId())
                .serverSideEncryption(head.serverSideEncryptionAsString())
                .ssekmsKeyId(head.ssekmsKeyId())
                .checksumCRC32(head.checksumCRC32())
                .checksumCRC32C(head.checksumCRC32C())
                .checksumCRC64NVME(head.checksumCRC64NVME())
                .checksumSHA1(head.checksumSHA1())
                .checksumSHA256(head.checksumSHA256())
                .checksumType(head.checksumTypeAsString())
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        Supported.only(
                "s3 GetObject",
                request,
                "Bucket",
                "IfMatch",
                "IfModifiedSince",
                "IfNoneMatch",
                "IfUnmodifiedSince",
                "Key",
                "Range",
                "ResponseCacheControl",
                "ResponseContentDisposition",
                "ResponseContentEncoding",
                "ResponseContentLanguage",
                "ResponseContentType",
                "VersionId",
                "ChecksumMode",
                "ExpectedBucketOwner");
        return reader.get(buckets.get(request.bucket(), request.expectedBucketOwner()), request, transformer);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Supported.only(
                "s3 HeadObject",
                request,
                "Bucket",
                "IfMatch",
                "IfModifiedSince",
                "IfNoneMatch",
                "IfUnmodifiedSince",
                "Key",
                "VersionId",
                "ChecksumMode",
                "ExpectedBucketOwner");
        return reader.head(buckets.get(request.bucket(), request.expectedBucketOwner()), request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        Supported.only("s3 DeleteObject", request, "Bucket", "Key", "VersionId", "ExpectedBucketOwner");
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        Objects.Deletion deletion = delete(bucket, request.key(), request.versionId());
        return DeleteObjectResponse.builder()
                .versionId(deletion.versionId().orElse(null))
                .deleteMarker(deletion.isDeleteMarker() ? true : null)
                .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        if (request.delete() == null
                || request.delete().objects().isEmpty()
                || request.delete().objects().size() > MOST_DELETED) {
            throw S3Faults.of(
                    400,
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        List<DeletedObject> deleted = new ArrayList<>();
        for (ObjectIdentifier object : request.delete().objects()) {
            Supported.only("s3 DeleteObjects", object, "Key", "VersionId");
            Objects.Deletion deletion = delete(bucket, object.key(), object.versionId());
            deleted.add(DeletedObject.builder()
                    .key(object.key())
                    .versionId(object.versionId())
                    .deleteMarker(deletion.isDeleteMarker() ? true : null)
                    .deleteMarkerVersionId(
                            deletion.isDeleteMarker() ? deletion.versionId().orElse(null) : null)
                    .build());
        }
        boolean isQuiet = Boolean.TRUE.equals(request.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(isQuiet ? List.of() : deleted)
                .build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return lists.list(buckets.get(request.bucket(), request.expectedBucketOwner()), request);
    }

    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        return lists.list(buckets.get(request.bucket(), request.expectedBucketOwner()), request);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        Supported.only(
                "s3 ListObjectVersions",
                request,
                "Bucket",
                "EncodingType",
                "KeyMarker",
                "MaxKeys",
                "Prefix",
                "VersionIdMarker",
                "ExpectedBucketOwner");
        return lists.list(buckets.get(request.bucket(), request.expectedBucketOwner()), request);
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        Supported.only(
                "s3 CopyObject",
                request,
                "ACL",
                "CacheControl",
                "ContentDisposition",
                "ContentEncoding",
                "ContentLanguage",
                "ContentType",
                "CopySource",
                "Expires",
                "MetadataDirective",
                "Metadata",
                "TaggingDirective",
                "Tagging",
                "ServerSideEncryption",
                "StorageClass",
                "SSEKMSKeyId",
                "BucketKeyEnabled",
                "ExpectedBucketOwner",
                "ExpectedSourceBucketOwner",
                "DestinationBucket",
                "DestinationKey",
                "SourceBucket",
                "SourceKey",
                "SourceVersionId");
        AccessControl.requireNoGrant(request.acl());
        CopySource source = CopySource.of(request);
        StoredBucket from = buckets.get(source.bucket(), request.expectedSourceBucketOwner());
        StoredBucket to = buckets.get(request.destinationBucket(), request.expectedBucketOwner());
        ObjectVersion original =
                reader.version(from, source.key(), source.versionId().orElse(null));
        ObjectVersion copy = writer.copy(to, request, original, source);
        return CopyObjectResponse.builder()
                .copyObjectResult(result -> result.eTag(copy.head().eTag()).lastModified(copy.modified()))
                .copySourceVersionId(original.head().versionId())
                .versionId(copy.head().versionId())
                .serverSideEncryption(copy.head().serverSideEncryptionAsString())
                .build();
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        ObjectVersion version = reader.version(bucket, request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .tagSet(tags.of(bucket.name(), request.key(), version))
                .versionId(version.head().versionId())
                .build();
    }

    @Override
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        ObjectVersion version = tag(
                bucket, request.key(), request.versionId(), request.tagging().tagSet());
        return PutObjectTaggingResponse.builder()
                .versionId(version.head().versionId())
                .build();
    }

    @Override
    public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        ObjectVersion version = tag(bucket, request.key(), request.versionId(), List.of());
        return DeleteObjectTaggingResponse.builder()
                .versionId(version.head().versionId())
                .build();
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        Supported.only(
                "s3 CreateMultipartUpload",
                request,
                "ACL",
                "Bucket",
                "CacheControl",
                "ContentDisposition",
                "ContentEncoding",
                "ContentLanguage",
                "ContentType",
                "Expires",
                "Key",
                "Metadata",
                "ServerSideEncryption",
                "StorageClass",
                "SSEKMSKeyId",
                "BucketKeyEnabled",
                "Tagging",
                "ExpectedBucketOwner",
                "ChecksumAlgorithm",
                "ChecksumType");
        AccessControl.requireNoGrant(request.acl());
        buckets.get(request.bucket(), request.expectedBucketOwner());
        ObjectWriter.requireKey(request.key());
        return CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(uploads.begin(request).id())
                .checksumAlgorithm(request.checksumAlgorithmAsString())
                .checksumType(request.checksumTypeAsString())
                .build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        Supported.only(
                "s3 UploadPart",
                request,
                "Body",
                "Bucket",
                "ContentLength",
                "ContentMD5",
                "ChecksumAlgorithm",
                "ChecksumCRC32",
                "ChecksumCRC32C",
                "ChecksumCRC64NVME",
                "ChecksumSHA1",
                "ChecksumSHA256",
                "Key",
                "PartNumber",
                "UploadId",
                "ExpectedBucketOwner");
        buckets.get(request.bucket(), request.expectedBucketOwner());
        Uploads.requireNumber(request.partNumber());
        StoredUpload upload = uploads.get(request.bucket(), request.key(), request.uploadId());
        ObjectFiles.Content content = writer.part(request, body);
        StoredPart part = uploads.add(upload, request.partNumber(), content);
        return UploadPartResponse.builder()
                .eTag('"' + part.md5() + '"')
                .checksumCRC32(content.checksums().get(ChecksumKind.CRC32))
                .checksumCRC32C(content.checksums().get(ChecksumKind.CRC32C))
                .checksumCRC64NVME(request.checksumCRC64NVME())
                .checksumSHA1(content.checksums().get(ChecksumKind.SHA1))
                .checksumSHA256(content.checksums().get(ChecksumKind.SHA256))
                .build();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        StoredUpload upload = uploads.get(request.bucket(), request.key(), request.uploadId());
        ObjectVersion version =
                writer.complete(bucket, upload, Uploads.chosen(upload, request.multipartUpload()), request);
        uploads.remove(upload);
        return CompleteMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .location("/" + request.bucket() + "/" + request.key())
                .eTag(version.head().eTag())
                .versionId(version.head().versionId())
                .serverSideEncryption(version.head().serverSideEncryptionAsString())
                .build();
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        buckets.get(request.bucket(), request.expectedBucketOwner());
        uploads.remove(uploads.get(request.bucket(), request.key(), request.uploadId()));
        return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public ListPartsResponse listParts(ListPartsRequest request) {
        buckets.get(request.bucket(), request.expectedBucketOwner());
        StoredUpload upload = uploads.get(request.bucket(), request.key(), request.uploadId());
        int marker = Optional.ofNullable(request.partNumberMarker()).orElse(0);
        int most = Math.min(Optional.ofNullable(request.maxParts()).orElse(1000), 1000);
        List<StoredPart> left = upload.parts().values().stream()
                .filter(part -> part.number() > marker)
                .sorted(Comparator.comparing(StoredPart::number))
                .toList();
        List<StoredPart> page = left.subList(0, Math.min(most, left.size()));
        return ListPartsResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(upload.id())
                .maxParts(most)
                .partNumberMarker(marker)
                .isTruncated(page.size() < left.size())
                .nextPartNumberMarker(
                        page.isEmpty() ? null : page.get(page.size() - 1).number())
                .parts(page.stream()
                        .map(part -> Part.builder()
                                .partNumber(part.number())
                                .eTag('"' + part.md5() + '"')
                                .size(part.size())
                                .lastModified(part.modified())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        Supported.only("s3 ListMultipartUploads", request, "Bucket", "Prefix", "ExpectedBucketOwner");
        StoredBucket bucket = buckets.get(request.bucket(), request.expectedBucketOwner());
        String prefix = Optional.ofNullable(request.prefix()).orElse("");
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .prefix(request.prefix())
                .isTruncated(false)
                .uploads(uploads.of(bucket.name()).stream()
                        .filter(upload -> upload.request().key().startsWith(prefix))
                        .map(upload -> MultipartUpload.builder()
                                .uploadId(upload.id())
                                .key(upload.request().key())
                                .initiated(upload.initiated())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private Objects.Deletion delete(StoredBucket bucket, String key, @Nullable String versionId) {
        ObjectWriter.requireKey(key);
        return versionId == null
                ? objects.remove(bucket, settings.versioning(bucket), key)
                : objects.removeVersion(bucket, key, versionId);
    }

    private ObjectVersion tag(StoredBucket bucket, String key, @Nullable String versionId, List<Tag> given) {
        ObjectVersion version = reader.version(bucket, key, versionId);
        tags.put(bucket.name(), key, version, given);
        return objects.describe(
                bucket.name(), key, version.id(), head -> head.tagCount(given.isEmpty() ? null : given.size()));
    }

    private static Page<StoredBucket> page(List<StoredBucket> found, @Nullable String token, int size) {
        try {
            return Page.of(found, StoredBucket::name, token, size);
        } catch (IllegalArgumentException notOurs) {
            throw S3Faults.invalidArgument("The continuation token provided is incorrect");
        }
    }
}
