package dev.fargatecd.local.integrity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
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
public enum ChecksumAlgorithm {
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

    /** The algorithm whose checksums that header has, whatever its case. */
    public static Optional<ChecksumAlgorithm> of(String header) {
        return Arrays.stream(values())
                .filter(known -> known.header.equalsIgnoreCase(header))
                .findFirst();
    }

    /** The name of the header or trailer, in lower case. */
    public String header() {
        return header;
    }

    /**
     * A check of a body.
     *
     * @param expected in Base64; asked for once the body was read
     */
    public BodyCheck check(Supplier<String> expected) {
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
        return new Comparison(checksum::update, () -> bytes(checksum.getValue(), bytes), expected);
    }

    private BodyCheck digest(String name, Supplier<String> expected) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            return new Comparison(digest::update, digest::digest, expected);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // these are in every JDK
        }
    }

    private static byte[] bytes(long value, int count) {
        return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(value).array(), 8 - count, 8);
    }

    private interface Update {
        void update(byte[] bytes, int offset, int length);
    }

    private final class Comparison implements BodyCheck {
        private final Update update;
        private final Supplier<byte[]> computed;
        private final Supplier<String> expected;

        Comparison(Update update, Supplier<byte[]> computed, Supplier<String> expected) {
            this.update = update;
            this.computed = computed;
            this.expected = expected;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            update.update(bytes, offset, length);
        }

        @Override
        public void finish() {
            if (!Base64.getEncoder().encodeToString(computed.get()).equals(expected.get())) {
                throw new BodyMismatchException(
                        "The " + name() + " you specified did not match the calculated checksum.");
            }
        }
    }
}
