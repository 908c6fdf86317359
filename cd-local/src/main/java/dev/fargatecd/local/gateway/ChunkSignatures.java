package dev.fargatecd.local.gateway;

import dev.fargatecd.local.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Verifies the signatures of chunks, each of which covers the one before; the first, that of the request.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Chunked upload</a>
 */
final class ChunkSignatures {
    private static final String OF_NOTHING = SigningKey.sha256(new byte[0]);

    private final Payload.Signing signing;
    private final MessageDigest chunk = SigningKey.sha256();
    private String previous;

    ChunkSignatures(Payload.Signing signing) {
        this.signing = signing;
        previous = signing.request().signature();
    }

    void update(byte[] bytes, int offset, int length) {
        chunk.update(bytes, offset, length);
    }

    /** The chunk is at its end and was sent with this signature. */
    void chunk(String signature) {
        String hash = HexFormat.of().formatHex(chunk.digest());
        require(signature, "-PAYLOAD", OF_NOTHING + "\n" + hash);
    }

    /** The trailers, {@code name:value\n} each, were sent with this signature. */
    void trailer(String trailers, String signature) {
        require(signature, "-TRAILER", SigningKey.sha256(trailers.getBytes(StandardCharsets.UTF_8)));
    }

    private void require(String signature, String kind, String hashes) {
        SignedRequest request = signing.request();
        String expected = signing.key()
                .sign(String.join(
                        "\n",
                        SignedRequest.ALGORITHM + kind,
                        request.time(),
                        request.credential().scope(),
                        previous,
                        hashes));
        if (!SigningKey.same(expected, signature)) {
            throw AuthFailure.WRONG_SIGNATURE.thrown("(of a chunk)");
        }
        previous = expected;
    }
}
