package dev.fargatecd.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads objects and what is known of them. */
final class ObjectReader {
    private final Objects objects;
    private final ObjectFiles files;

    ObjectReader(Objects objects, ObjectFiles files) {
        this.objects = objects;
        this.files = files;
    }

    <T> T get(StoredBucket bucket, GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        ObjectVersion version = version(bucket, request.key(), request.versionId());
        Preconditions.read(version, request);
        Optional<ByteRange> range = ByteRange.of(request.range(), version.size());
        boolean isWhole = range.isEmpty() && request.checksumMode() == ChecksumMode.ENABLED;
        HeadObjectResponse head = isWhole ? version.head() : ObjectHead.withoutChecksums(version.head());
        GetObjectResponse.Builder response = ObjectHead.get(head).lastModified(version.modified());
        range.ifPresent(
                part -> response.contentRange(part.header(version.size())).contentLength(part.length()));
        return transformed(transformer, asAsked(response, request).build(), open(version, range));
    }

    HeadObjectResponse head(StoredBucket bucket, HeadObjectRequest request) {
        ObjectVersion version = version(bucket, request.key(), request.versionId());
        Preconditions.read(version, request);
        boolean withChecksums = request.checksumMode() == ChecksumMode.ENABLED;
        HeadObjectResponse head = withChecksums ? version.head() : ObjectHead.withoutChecksums(version.head());
        return head.toBuilder().lastModified(version.modified()).build();
    }

    /** The version that is asked for, or the current one. */
    ObjectVersion version(StoredBucket bucket, @Nullable String key, @Nullable String versionId) {
        Optional<StoredObject> object = Optional.ofNullable(key).flatMap(given -> objects.find(bucket.name(), given));
        if (versionId == null) {
            return object.flatMap(StoredObject::current).orElseThrow(S3Faults::noSuchKey);
        }
        ObjectVersion version =
                object.flatMap(found -> found.version(versionId)).orElseThrow(S3Faults::noSuchVersion);
        if (version.isDeleteMarker()) {
            throw S3Faults.of(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        }
        return version;
    }

    /** A reader may want headers of its own. */
    private static GetObjectResponse.Builder asAsked(GetObjectResponse.Builder response, GetObjectRequest request) {
        Optional.ofNullable(request.responseCacheControl()).ifPresent(response::cacheControl);
        Optional.ofNullable(request.responseContentDisposition()).ifPresent(response::contentDisposition);
        Optional.ofNullable(request.responseContentEncoding()).ifPresent(response::contentEncoding);
        Optional.ofNullable(request.responseContentLanguage()).ifPresent(response::contentLanguage);
        Optional.ofNullable(request.responseContentType()).ifPresent(response::contentType);
        return response;
    }

    private InputStream open(ObjectVersion version, Optional<ByteRange> range) {
        InputStream in = files.read(version.file());
        if (range.isEmpty()) {
            return in;
        }
        try {
            in.skipNBytes(range.get().first());
            return new LimitedStream(in, range.get().length());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> T transformed(
            ResponseTransformer<GetObjectResponse, T> transformer, GetObjectResponse response, InputStream in) {
        AbortableInputStream bytes = AbortableInputStream.create(in);
        try {
            T result = transformer.transform(response, bytes);
            if (!transformer.needsConnectionLeftOpen()) {
                bytes.close();
            }
            return result;
        } catch (RuntimeException failure) {
            bytes.abort();
            throw failure;
        } catch (Exception failure) {
            bytes.abort();
            throw SdkClientException.create("the object's bytes could not be taken", failure);
        }
    }
}
