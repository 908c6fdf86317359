package dev.fargatecd.local.gateway;

import java.security.MessageDigest;
import java.util.HexFormat;

/** Something that must be true of a body once all of it was read. */
interface BodyCheck {
    void update(byte[] bytes, int offset, int length);

    /**
     * The body is at its end.
     *
     * @throws Refusal where it is not what was announced
     */
    void finish();

    /** The hash that the signature covers. */
    static BodyCheck sha256(String expected) {
        MessageDigest digest = SigningKey.digest("SHA-256");
        return new BodyCheck() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public void finish() {
                if (!SigningKey.same(HexFormat.of().formatHex(digest.digest()), expected)) {
                    throw new Refusal(
                            400,
                            "XAmzContentSHA256Mismatch",
                            "The provided 'x-amz-content-sha256' header does not match what was computed.");
                }
            }
        };
    }
}
