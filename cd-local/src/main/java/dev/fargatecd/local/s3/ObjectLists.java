package dev.fargatecd.local.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists what is in a bucket, page by page. */
final class ObjectLists {
    private static final int PAGE = 1000;

    private final Objects objects;

    ObjectLists(Objects objects) {
        this.objects = objects;
    }

    ListObjectsV2Response list(StoredBucket bucket, ListObjectsV2Request request) {
        String after = request.continuationToken() == null
                ? orEmpty(request.startAfter())
                : afterToken(request.continuationToken());
        Listing.Query query = new Listing.Query(
                orEmpty(request.prefix()), orEmpty(request.delimiter()), after, most(request.maxKeys()));
        Listing<StoredObject> page = Listing.of(current(bucket, query), StoredObject::key, query);
        UnaryOperator<String> encoded = encoding(request.encodingType());
        boolean withOwner = Boolean.TRUE.equals(request.fetchOwner());
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(encoded.apply(query.prefix()))
                .delimiter(optional(request.delimiter(), encoded))
                .startAfter(optional(request.startAfter(), encoded))
                .encodingType(request.encodingTypeAsString())
                .maxKeys(query.most())
                .continuationToken(request.continuationToken())
                .keyCount(page.items().size() + page.prefixes().size())
                .isTruncated(page.next().isPresent())
                .nextContinuationToken(page.next().map(ObjectLists::token).orElse(null))
                .contents(contents(bucket, page, encoded, withOwner))
                .commonPrefixes(prefixes(page, encoded))
                .build();
    }

    ListObjectsResponse list(StoredBucket bucket, ListObjectsRequest request) {
        Listing.Query query = new Listing.Query(
                orEmpty(request.prefix()),
                orEmpty(request.delimiter()),
                orEmpty(request.marker()),
                most(request.maxKeys()));
        Listing<StoredObject> page = Listing.of(current(bucket, query), StoredObject::key, query);
        UnaryOperator<String> encoded = encoding(request.encodingType());
        return ListObjectsResponse.builder()
                .name(bucket.name())
                .prefix(encoded.apply(query.prefix()))
                .marker(encoded.apply(query.after()))
                .delimiter(optional(request.delimiter(), encoded))
                .encodingType(request.encodingTypeAsString())
                .maxKeys(query.most())
                .isTruncated(page.next().isPresent())
                // only with a delimiter; else the last key is the next marker
                .nextMarker(
                        query.delimiter().isEmpty()
                                ? null
                                : page.next().map(encoded).orElse(null))
                .contents(contents(bucket, page, encoded, true))
                .commonPrefixes(prefixes(page, encoded))
                .build();
    }

    ListObjectVersionsResponse list(StoredBucket bucket, ListObjectVersionsRequest request) {
        String prefix = orEmpty(request.prefix());
        String keyMarker = orEmpty(request.keyMarker());
        String versionMarker = orEmpty(request.versionIdMarker());
        UnaryOperator<String> encoded = encoding(request.encodingType());
        List<software.amazon.awssdk.services.s3.model.ObjectVersion> versions = new ArrayList<>();
        List<DeleteMarkerEntry> markers = new ArrayList<>();
        ListObjectVersionsResponse.Builder response = ListObjectVersionsResponse.builder()
                .name(bucket.name())
                .prefix(encoded.apply(prefix))
                .keyMarker(encoded.apply(keyMarker))
                .versionIdMarker(versionMarker)
                .encodingType(request.encodingTypeAsString())
                .maxKeys(most(request.maxKeys()))
                .isTruncated(false);
        String lastKey = "";
        String lastVersion = "";
        for (StoredObject object : objects.list(bucket.name(), prefix)) {
            boolean isBehind = object.key().compareTo(keyMarker) > 0;
            boolean resumes = object.key().equals(keyMarker) && !versionMarker.isEmpty();
            for (ObjectVersion version : object.versions()) {
                if (isBehind && versions.size() + markers.size() == most(request.maxKeys())) {
                    return response.isTruncated(true)
                            .nextKeyMarker(encoded.apply(lastKey))
                            .nextVersionIdMarker(lastVersion)
                            .versions(versions)
                            .deleteMarkers(markers)
                            .build();
                }
                if (isBehind) {
                    add(bucket, object, version, encoded, versions, markers);
                    lastKey = object.key();
                    lastVersion = version.id();
                }
                isBehind = isBehind || (resumes && version.id().equals(versionMarker));
            }
        }
        return response.versions(versions).deleteMarkers(markers).build();
    }

    private static void add(
            StoredBucket bucket,
            StoredObject object,
            ObjectVersion version,
            UnaryOperator<String> encoded,
            List<software.amazon.awssdk.services.s3.model.ObjectVersion> versions,
            List<DeleteMarkerEntry> markers) {
        boolean isLatest = version.equals(object.latest());
        if (version.isDeleteMarker()) {
            markers.add(DeleteMarkerEntry.builder()
                    .key(encoded.apply(object.key()))
                    .versionId(version.id())
                    .isLatest(isLatest)
                    .lastModified(version.modified())
                    .owner(owner(bucket))
                    .build());
        } else {
            versions.add(software.amazon.awssdk.services.s3.model.ObjectVersion.builder()
                    .key(encoded.apply(object.key()))
                    .versionId(version.id())
                    .isLatest(isLatest)
                    .lastModified(version.modified())
                    .eTag(version.head().eTag())
                    .size(version.size())
                    .storageClass("STANDARD")
                    .owner(owner(bucket))
                    .build());
        }
    }

    private List<StoredObject> current(StoredBucket bucket, Listing.Query query) {
        return objects.list(bucket.name(), query.prefix()).stream()
                .filter(object -> object.current().isPresent())
                .toList();
    }

    private static List<S3Object> contents(
            StoredBucket bucket, Listing<StoredObject> page, UnaryOperator<String> encoded, boolean withOwner) {
        return page.items().stream()
                .map(object -> S3Object.builder()
                        .key(encoded.apply(object.key()))
                        .lastModified(object.latest().modified())
                        .eTag(object.latest().head().eTag())
                        .size(object.latest().size())
                        .storageClass(Optional.ofNullable(object.latest().head().storageClassAsString())
                                .orElse(ObjectStorageClass.STANDARD.toString()))
                        .owner(withOwner ? owner(bucket) : null)
                        .build())
                .toList();
    }

    private static List<CommonPrefix> prefixes(Listing<StoredObject> page, UnaryOperator<String> encoded) {
        return page.prefixes().stream()
                .map(prefix ->
                        CommonPrefix.builder().prefix(encoded.apply(prefix)).build())
                .toList();
    }

    private static Owner owner(StoredBucket bucket) {
        return Owner.builder().id(bucket.account()).build();
    }

    /** Keys may hold what XML can't, so clients may ask for them URL-encoded. */
    private static UnaryOperator<String> encoding(@Nullable EncodingType type) {
        return type == EncodingType.URL
                ? text -> URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/")
                        .replace("*", "%2A")
                : UnaryOperator.identity();
    }

    private static int most(@Nullable Integer maxKeys) {
        if (maxKeys != null && maxKeys < 0) {
            throw S3Faults.invalidArgument("max-keys must be zero or greater");
        }
        return maxKeys == null ? PAGE : Math.min(maxKeys, PAGE);
    }

    private static String token(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String afterToken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw S3Faults.invalidArgument("The continuation token provided is incorrect");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String optional(@Nullable String text, UnaryOperator<String> encoded) {
        return text == null ? null : encoded.apply(text);
    }
}
