package dev.fargatecd.local.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/** What describing an object answers, from the request that makes it. */
final class ObjectHead {
    private static final String DEFAULT_TYPE = "binary/octet-stream";

    private ObjectHead() {}

    /** Of a request to put an object, to begin one in parts, or to copy one with its metadata given anew. */
    static HeadObjectResponse.Builder of(S3Request request) {
        return HeadObjectResponse.builder()
                .cacheControl(text(request, "CacheControl"))
                .contentDisposition(text(request, "ContentDisposition"))
                .contentEncoding(text(request, "ContentEncoding"))
                .contentLanguage(text(request, "ContentLanguage"))
                .contentType(typeOr(text(request, "ContentType")))
                .expiresString(
                        date(request.getValueForField("Expires", Instant.class).orElse(null)))
                .metadata(lowerCase(
                        request.getValueForField("Metadata", Map.class).orElse(Map.of())))
                .serverSideEncryption(text(request, "ServerSideEncryption"))
                .ssekmsKeyId(text(request, "SSEKMSKeyId"))
                .storageClass(unlessStandard(text(request, "StorageClass")));
    }

    /** The three requests have these members by the same names, and no type that says so. */
    private static @Nullable String text(S3Request request, String member) {
        return request.getValueForField(member, String.class).orElse(null);
    }

    /** Adds what is known once the bytes are there. */
    static HeadObjectResponse.Builder stored(
            HeadObjectResponse.Builder head, ServerSideEncryptionConfiguration byDefault, long size, String eTag) {
        HeadObjectResponse asked = head.build();
        if (asked.serverSideEncryption() == null) {
            ServerSideEncryption algorithm = byDefault.rules().isEmpty()
                    ? ServerSideEncryption.AES256
                    : byDefault
                            .rules()
                            .get(0)
                            .applyServerSideEncryptionByDefault()
                            .sseAlgorithm();
            head.serverSideEncryption(algorithm);
        }
        return head.acceptRanges("bytes").contentLength(size).eTag('"' + eTag + '"');
    }

    static HeadObjectResponse.Builder checksums(
            HeadObjectResponse.Builder head, Map<ChecksumKind, String> checksums, @Nullable String crc64) {
        if (!checksums.isEmpty() || crc64 != null) {
            head.checksumType(ChecksumType.FULL_OBJECT);
        }
        return head.checksumCRC32(checksums.get(ChecksumKind.CRC32))
                .checksumCRC32C(checksums.get(ChecksumKind.CRC32C))
                .checksumSHA1(checksums.get(ChecksumKind.SHA1))
                .checksumSHA256(checksums.get(ChecksumKind.SHA256))
                .checksumCRC64NVME(crc64);
    }

    /** Without checksums, for readers who do not ask for them, and for parts of an object. */
    static HeadObjectResponse withoutChecksums(HeadObjectResponse head) {
        return checksums(head.toBuilder(), Map.of(), null)
                .checksumType((ChecksumType) null)
                .build();
    }

    static GetObjectResponse.Builder get(HeadObjectResponse head) {
        return GetObjectResponse.builder()
                .acceptRanges(head.acceptRanges())
                .cacheControl(head.cacheControl())
                .checksumCRC32(head.checksumCRC32())
                .checksumCRC32C(head.checksumCRC32C())
                .checksumCRC64NVME(head.checksumCRC64NVME())
                .checksumSHA1(head.checksumSHA1())
                .checksumSHA256(head.checksumSHA256())
                .checksumType(head.checksumTypeAsString())
                .contentDisposition(head.contentDisposition())
                .contentEncoding(head.contentEncoding())
                .contentLanguage(head.contentLanguage())
                .contentLength(head.contentLength())
                .contentType(head.contentType())
                .eTag(head.eTag())
                .expiresString(head.expiresString())
                .lastModified(head.lastModified())
                .metadata(head.metadata())
                .partsCount(head.partsCount())
                .serverSideEncryption(head.serverSideEncryptionAsString())
                .ssekmsKeyId(head.ssekmsKeyId())
                .storageClass(head.storageClassAsString())
                .tagCount(head.tagCount())
                .versionId(head.versionId());
    }

    /** Tags as the header has them: {@code a=b&c=d}. */
    static List<Tag> tags(@Nullable String header) {
        List<Tag> tags = new ArrayList<>();
        for (String pair : header == null ? new String[0] : header.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!key.isEmpty()) {
                tags.add(Tag.builder()
                        .key(decoded(key))
                        .value(equals < 0 ? "" : decoded(pair.substring(equals + 1)))
                        .build());
            }
        }
        return List.copyOf(tags);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String typeOr(@Nullable String type) {
        return Optional.ofNullable(type).orElse(DEFAULT_TYPE);
    }

    private static @Nullable String unlessStandard(@Nullable String storageClass) {
        return "STANDARD".equals(storageClass) ? null : storageClass;
    }

    private static @Nullable String date(@Nullable Instant instant) {
        return instant == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** User metadata travels in headers, whose names S3 keeps in lower case. */
    private static Map<String, String> lowerCase(Map<?, ?> metadata) {
        return metadata.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT),
                        entry -> String.valueOf(entry.getValue())));
    }
}
