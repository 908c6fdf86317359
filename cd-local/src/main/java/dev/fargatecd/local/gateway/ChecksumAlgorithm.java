package dev.fargatecd.local.gateway;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums that clients send of a body, in a header or behind the body.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
 *     object integrity for data uploads</a>
 */
enum ChecksumAlgorithm {
    CRC32("x-amz-checksum-crc32"),
    CRC32C("x-amz-checksum-crc32c"),
    CRC64NVME("x-amz-checksum-crc64nvme"),
    SHA1("x-amz-checksum-sha1"),
    SHA256("x-amz-checksum-sha256"),
    MD5("content-md5");

    private final String header;

    ChecksumAlgorithm(String header) {
        this.header = header;
    }

    /** The checks that a request's headers ask for. */
    static List<BodyCheck> checks(WireRequest in) {
        // With CompleteMultipartUpload the checksum is that of the whole object, not of this body.
        boolean ofAnotherBody = in.method().equals("POST") && in.query().has("uploadId");
        List<BodyCheck> checks = new ArrayList<>();
        for (ChecksumAlgorithm algorithm : values()) {
            if (!ofAnotherBody || algorithm == MD5) {
                in.header(algorithm.header).ifPresent(value -> checks.add(algorithm.check(() -> value)));
            }
        }
        return checks;
    }

    /** The check of a body's trailer. */
    static BodyCheck trailing(String header, ChunkedSource source) {
        ChecksumAlgorithm algorithm = Arrays.stream(values())
                .filter(known ->
                        known.header.equals(header.toLowerCase(Locale.ROOT).strip()))
                .findFirst()
                .orElseThrow(() -> new Refusal(501, "NotImplemented", "The trailer " + header + " is not supported."));
        return algorithm.check(() -> source.trailer(algorithm.header));
    }

    private BodyCheck check(Supplier<String> expected) {
        return switch (this) {
            case CRC32 -> cyclic(new CRC32(), 4, expected);
            case CRC32C -> cyclic(new CRC32C(), 4, expected);
            case CRC64NVME -> cyclic(new Crc64Nvme(), 8, expected);
            case SHA1 -> digest("SHA-1", expected);
            case SHA256 -> digest("SHA-256", expected);
            case MD5 -> digest("MD5", expected);
        };
    }

    private BodyCheck cyclic(Checksum checksum, int bytes, Supplier<String> expected) {
        return check(
                checksum::update, () -> Arrays.copyOfRange(longBytes(checksum.getValue()), 8 - bytes, 8), expected);
    }

    private BodyCheck digest(String name, Supplier<String> expected) {
        var digest = SigningKey.digest(name);
        return check(digest::update, digest::digest, expected);
    }

    private interface Update {
        void update(byte[] bytes, int offset, int length);
    }

    private BodyCheck check(Update update, Supplier<byte[]> computed, Supplier<String> expected) {
        return new BodyCheck() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                update.update(bytes, offset, length);
            }

            @Override
            public void finish() {
                if (!Base64.getEncoder().encodeToString(computed.get()).equals(expected.get())) {
                    throw new Refusal(
                            400,
                            "BadDigest",
                            "The " + name() + " you specified did not match the calculated checksum.");
                }
            }
        };
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
