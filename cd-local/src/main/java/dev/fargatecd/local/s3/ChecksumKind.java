package dev.fargatecd.local.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums of an object that are computed here. CRC64NVME is not among them: the gateway verifies it on the wire.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity</a>
 */
enum ChecksumKind {
    CRC32,
    CRC32C,
    SHA1,
    SHA256;

    /** Takes bytes and answers their checksum, in Base64 as S3 writes it. */
    interface Accumulator {
        void update(byte[] bytes, int length);

        String value();
    }

    Accumulator start() {
        return switch (this) {
            case CRC32 -> cyclic(new CRC32());
            case CRC32C -> cyclic(new CRC32C());
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    private static Accumulator cyclic(Checksum checksum) {
        return new Accumulator() {
            @Override
            public void update(byte[] bytes, int length) {
                checksum.update(bytes, 0, length);
            }

            @Override
            public String value() {
                return Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) checksum.getValue())
                                .array());
            }
        };
    }

    private static Accumulator digest(String algorithm) {
        MessageDigest digest = digestOf(algorithm);
        return new Accumulator() {
            @Override
            public void update(byte[] bytes, int length) {
                digest.update(bytes, 0, length);
            }

            @Override
            public String value() {
                return Base64.getEncoder().encodeToString(digest.digest());
            }
        };
    }

    /** One of the digests that every JVM has. */
    static MessageDigest digestOf(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
