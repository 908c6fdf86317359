package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.s3.StoredUpload.StoredPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Writes objects: at once, as copies, in parts. */
final class ObjectWriter {
    private static final int LONGEST_KEY = 1024;
    private static final int MOST_METADATA = 2048;

    private final CloudContext cloud;
    private final BucketSettings settings;
    private final Objects objects;
    private final ObjectFiles files;
    private final ObjectTags tags;

    ObjectWriter(CloudContext cloud, BucketSettings settings, Objects objects, ObjectFiles files, ObjectTags tags) {
        this.cloud = cloud;
        this.settings = settings;
        this.objects = objects;
        this.files = files;
        this.tags = tags;
    }

    ObjectVersion put(StoredBucket bucket, PutObjectRequest request, RequestBody body) {
        requireKey(request.key());
        requireMetadata(request.metadata());
        List<Tag> given = ObjectHead.tags(request.tagging());
        ObjectFiles.Content content = received(body, ExpectedContent.of(request, size(body, request.contentLength())));
        HeadObjectResponse.Builder head =
                ObjectHead.checksums(ObjectHead.of(request), content.checksums(), request.checksumCRC64NVME());
        return add(
                bucket,
                request.key(),
                stored(bucket, head, content.size(), content.md5()),
                content.file(),
                given,
                there -> Preconditions.write(there, request.ifMatch(), request.ifNoneMatch()));
    }

    ObjectVersion copy(StoredBucket to, CopyObjectRequest request, ObjectVersion from, CopySource source) {
        String key = request.destinationKey();
        requireKey(key);
        boolean replaces = request.metadataDirective() == MetadataDirective.REPLACE;
        boolean isItself = source.bucket().equals(to.name())
                && source.key().equals(key)
                && source.versionId().isEmpty();
        if (isItself && !replaces && request.storageClass() == null && request.serverSideEncryption() == null) {
            throw S3Faults.of(
                    400,
                    "InvalidRequest",
                    "This copy request is illegal because it is trying to copy an object to itself without changing the "
                            + "object's metadata, storage class, website redirect location or encryption attributes.");
        }
        HeadObjectResponse.Builder head = replaces ? ObjectHead.of(request) : from.head().toBuilder();
        Optional.ofNullable(request.storageClassAsString()).ifPresent(head::storageClass);
        head.serverSideEncryption(request.serverSideEncryptionAsString()).ssekmsKeyId(request.ssekmsKeyId());
        List<Tag> given = request.taggingDirective() == TaggingDirective.REPLACE
                ? ObjectHead.tags(request.tagging())
                : tags.of(source.bucket(), source.key(), from);
        ObjectFiles.Content content = rewritten(List.of(from.file()));
        return add(to, key, stored(to, head, content.size(), content.md5()), content.file(), given, there -> {});
    }

    ObjectFiles.Content part(UploadPartRequest request, RequestBody body) {
        return received(body, ExpectedContent.of(request, size(body, request.contentLength())));
    }

    ObjectVersion complete(
            StoredBucket bucket, StoredUpload upload, List<StoredPart> parts, CompleteMultipartUploadRequest request) {
        ObjectFiles.Content content =
                rewritten(parts.stream().map(StoredPart::file).toList());
        HeadObjectResponse.Builder head = ObjectHead.of(upload.request()).partsCount(parts.size());
        return add(
                bucket,
                upload.request().key(),
                stored(bucket, head, content.size(), Uploads.eTag(parts)),
                content.file(),
                ObjectHead.tags(upload.request().tagging()),
                there -> Preconditions.write(there, request.ifMatch(), request.ifNoneMatch()));
    }

    static void requireKey(@Nullable String key) {
        int length = key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0) {
            throw S3Faults.invalidArgument("The key of an object has at least one character");
        }
        if (length > LONGEST_KEY) {
            throw S3Faults.of(400, "KeyTooLongError", "Your key is too long");
        }
    }

    private static void requireMetadata(Map<String, String> metadata) {
        int size = metadata.entrySet().stream()
                .mapToInt(entry -> (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (size > MOST_METADATA) {
            throw S3Faults.of(
                    400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        }
    }

    private static Optional<Long> size(RequestBody body, @Nullable Long header) {
        return body.optionalContentLength().or(() -> Optional.ofNullable(header));
    }

    private ObjectFiles.Content received(RequestBody body, ExpectedContent expected) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            ObjectFiles.Content content = files.write(in, expected.kinds());
            try {
                expected.require(content);
                return content;
            } catch (RuntimeException notWhatWasMeant) {
                files.remove(content.file());
                throw notWhatWasMeant;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ObjectFiles.Content rewritten(List<String> sources) {
        try (InputStream in = files.read(sources)) {
            return files.write(in, Set.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HeadObjectResponse.Builder stored(
            StoredBucket bucket, HeadObjectResponse.Builder head, long size, String eTag) {
        ServerSideEncryptionConfiguration encryption =
                settings.encryption.find(bucket).orElseGet(BucketSettings::ownEncryption);
        return ObjectHead.stored(head, encryption, size, eTag);
    }

    private ObjectVersion add(
            StoredBucket bucket,
            String key,
            HeadObjectResponse.Builder head,
            String file,
            List<Tag> given,
            Consumer<Optional<ObjectVersion>> precondition) {
        ObjectVersion version;
        try {
            head.tagCount(given.isEmpty() ? null : given.size());
            version = objects.add(bucket, settings.versioning(bucket), key, head, file, precondition);
        } catch (RuntimeException refused) {
            files.remove(file);
            throw refused;
        }
        tags.put(bucket.name(), key, version, given);
        cloud.journal()
                .append(
                        new Scope(bucket.account(), bucket.region()),
                        "local.s3",
                        "Object Created",
                        List.of("arn:aws:s3:::" + bucket.name()),
                        Map.of("bucket", bucket.name(), "key", key, "versionId", version.id()));
        return version;
    }
}
