package dev.fargatecd.local.gateway;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.signature.Credential;
import dev.fargatecd.local.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says whose a request is, by its SigV4 signature; an unsigned or wrongly signed one is nobody's.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Elements of a
 *     SigV4 signature</a>
 */
final class Signatures {
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final AccessKeys keys;
    private final Clock clock;

    /** Whose the request is, and the request with its body freed of framing and checked while it is read. */
    record Verified(Caller caller, WireRequest request) {}

    Signatures(AccessKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    Verified verify(WireRequest in, SignedRequest signed, Dialect dialect) throws IOException {
        Credential credential = signed.credential();
        AccessKey key = keys.find(credential.accessKeyId()).orElseThrow(AuthFailure.UNKNOWN_KEY::thrown);
        requireScope(signed);
        String payload = payload(in, signed, dialect);
        SigningKey signingKey = SigningKey.of(key.secret(), credential);
        String canonical = CanonicalRequest.of(in, signed.headers(), dialect == Dialect.S3, payload);
        String expected = signingKey.sign(String.join(
                "\n",
                SignedRequest.ALGORITHM,
                signed.time(),
                credential.scope(),
                SigningKey.sha256(canonical.getBytes(StandardCharsets.UTF_8))));
        if (!SigningKey.same(expected, signed.signature())) {
            throw AuthFailure.WRONG_SIGNATURE.thrown();
        }
        requireToken(key, signed);
        requireTime(signed);
        Caller caller = new Caller(key.principal(), new Scope(key.principal().account(), credential.region()));
        return new Verified(caller, Payload.open(in, payload, new Payload.Signing(signingKey, signed)));
    }

    private static void requireScope(SignedRequest signed) {
        if (!signed.headers().contains("host")) {
            throw AuthFailure.INCOMPLETE.thrown("the header host must be signed");
        }
        if (!signed.time().startsWith(signed.credential().date())) {
            throw AuthFailure.INCOMPLETE.thrown("the date in Credential is not that of X-Amz-Date");
        }
    }

    /** What stands for the body in the signature: its hash, or a word where S3 does without. */
    private static String payload(WireRequest in, SignedRequest signed, Dialect dialect) throws IOException {
        if (dialect != Dialect.S3) {
            return SigningKey.sha256(in.body());
        }
        Optional<String> given = in.header("x-amz-content-sha256");
        return given.orElse(signed.validity().isPresent() ? UNSIGNED : SigningKey.sha256(in.body()));
    }

    private void requireToken(AccessKey key, SignedRequest signed) {
        boolean same = key.sessionToken().isEmpty()
                ? signed.token().isEmpty()
                : SigningKey.same(key.sessionToken().get(), signed.token().orElse(""));
        if (!same) {
            throw AuthFailure.WRONG_TOKEN.thrown();
        }
        if (key.expiration().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw AuthFailure.EXPIRED_TOKEN.thrown();
        }
    }

    private void requireTime(SignedRequest signed) {
        Instant now = clock.instant();
        Instant time = signed.instant();
        if (signed.validity().isPresent()) {
            if (now.isAfter(time.plus(signed.validity().get()))) {
                throw AuthFailure.EXPIRED_URL.thrown();
            }
        } else if (now.isAfter(time.plus(SKEW))) {
            throw AuthFailure.SKEWED.thrown("signed at " + time + ", now it is " + now);
        }
        if (time.isAfter(now.plus(SKEW))) {
            throw AuthFailure.SKEWED.thrown("signed for " + time + ", now it is " + now);
        }
    }
}
