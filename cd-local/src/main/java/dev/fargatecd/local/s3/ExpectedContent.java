package dev.fargatecd.local.s3;

import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * What a writer says of the bytes it sends.
 *
 * @param algorithm whose checksum is to be computed, also where none is given; null for none
 * @param md5 in Base64
 * @param checksums in Base64
 */
record ExpectedContent(
        Optional<Long> size, Optional<String> md5, Optional<String> algorithm, Map<ChecksumKind, String> checksums) {

    static ExpectedContent of(PutObjectRequest request, Optional<Long> size) {
        return new ExpectedContent(
                size,
                Optional.ofNullable(request.contentMD5()),
                Optional.ofNullable(request.checksumAlgorithmAsString()),
                checksums(
                        request.checksumCRC32(),
                        request.checksumCRC32C(),
                        request.checksumSHA1(),
                        request.checksumSHA256()));
    }

    static ExpectedContent of(UploadPartRequest request, Optional<Long> size) {
        return new ExpectedContent(
                size,
                Optional.ofNullable(request.contentMD5()),
                Optional.ofNullable(request.checksumAlgorithmAsString()),
                checksums(
                        request.checksumCRC32(),
                        request.checksumCRC32C(),
                        request.checksumSHA1(),
                        request.checksumSHA256()));
    }

    private static Map<ChecksumKind, String> checksums(
            @Nullable String crc32, @Nullable String crc32c, @Nullable String sha1, @Nullable String sha256) {
        Map<ChecksumKind, String> given = new EnumMap<>(ChecksumKind.class);
        Optional.ofNullable(crc32).ifPresent(value -> given.put(ChecksumKind.CRC32, value));
        Optional.ofNullable(crc32c).ifPresent(value -> given.put(ChecksumKind.CRC32C, value));
        Optional.ofNullable(sha1).ifPresent(value -> given.put(ChecksumKind.SHA1, value));
        Optional.ofNullable(sha256).ifPresent(value -> given.put(ChecksumKind.SHA256, value));
        return given;
    }

    /** The checksums that have to be computed. */
    Set<ChecksumKind> kinds() {
        Set<ChecksumKind> kinds = EnumSet.noneOf(ChecksumKind.class);
        kinds.addAll(checksums.keySet());
        for (ChecksumKind kind : ChecksumKind.values()) {
            if (algorithm.filter(kind.name()::equals).isPresent()) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** Fails with S3's error where the bytes are not those that were meant. */
    void require(ObjectFiles.Content content) {
        if (size.filter(expected -> expected != content.size()).isPresent()) {
            throw S3Faults.of(
                    400,
                    "IncompleteBody",
                    "You did not provide the number of bytes specified by the Content-Length HTTP header");
        }
        md5.ifPresent(expected -> {
            if (!expected.equals(
                    Base64.getEncoder().encodeToString(HexFormat.of().parseHex(content.md5())))) {
                throw S3Faults.of(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
            }
        });
        checksums.forEach((kind, expected) -> {
            if (!expected.equals(content.checksums().get(kind))) {
                throw S3Faults.of(
                        400, "BadDigest", "The " + kind + " you specified did not match the calculated checksum.");
            }
        });
    }
}
