package dev.fargatecd.local.gateway;

import dev.fargatecd.local.signature.Credential;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request, from its Authorization header or, presigned, from its query; not verified yet.
 *
 * @param time as it was signed, {@code 20150830T123600Z}
 * @param headers the names of those that are signed
 * @param validity how long a presigned URL is good; empty for a signed header
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">SigV4</a>
 */
record SignedRequest(
        Credential credential,
        String time,
        List<String> headers,
        String signature,
        Optional<String> token,
        Optional<Duration> validity) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final long WEEK = Duration.ofDays(7).toSeconds();

    static SignedRequest of(WireRequest in) {
        Optional<String> authorization = in.header("Authorization");
        if (authorization.isPresent()) {
            return header(in, authorization.get());
        }
        if (in.query().has("X-Amz-Signature") || in.query().has("X-Amz-Algorithm")) {
            return presigned(in);
        }
        throw AuthFailure.MISSING.thrown();
    }

    private static SignedRequest header(WireRequest in, String authorization) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw AuthFailure.INCOMPLETE.thrown("Authorization must begin with " + ALGORITHM);
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).split(",")) {
            String[] pair = part.strip().split("=", 2);
            parts.put(pair[0], pair.length == 1 ? "" : pair[1]);
        }
        String time = in.header("X-Amz-Date")
                .orElseThrow(() -> AuthFailure.INCOMPLETE.thrown("the header X-Amz-Date is missing"));
        return new SignedRequest(
                credential(required(parts.get("Credential"), "Credential")),
                time,
                List.of(required(parts.get("SignedHeaders"), "SignedHeaders").split(";")),
                required(parts.get("Signature"), "Signature"),
                in.header("X-Amz-Security-Token"),
                Optional.empty());
    }

    private static SignedRequest presigned(WireRequest in) {
        Query query = in.query();
        if (!query.first("X-Amz-Algorithm").equals(Optional.of(ALGORITHM))) {
            throw AuthFailure.INCOMPLETE.thrown("X-Amz-Algorithm must be " + ALGORITHM);
        }
        String expires = parameter(query, "X-Amz-Expires");
        if (!expires.matches("\\d{1,6}") || Long.parseLong(expires) > WEEK) {
            throw AuthFailure.INCOMPLETE.thrown("X-Amz-Expires must be a number of seconds up to " + WEEK);
        }
        return new SignedRequest(
                credential(parameter(query, "X-Amz-Credential")),
                parameter(query, "X-Amz-Date"),
                List.of(parameter(query, "X-Amz-SignedHeaders").split(";")),
                parameter(query, "X-Amz-Signature"),
                query.first("X-Amz-Security-Token"),
                Optional.of(Duration.ofSeconds(Long.parseLong(expires))));
    }

    /** When it was signed. */
    Instant instant() {
        try {
            return Instant.from(TIME.parse(time));
        } catch (DateTimeException malformed) {
            throw AuthFailure.INCOMPLETE.thrown("X-Amz-Date must be like 20150830T123600Z: " + time);
        }
    }

    private static Credential credential(String text) {
        return Credential.parse(text)
                .orElseThrow(() -> AuthFailure.INCOMPLETE.thrown(
                        "Credential must be key/date/region/service/aws4_request: " + text));
    }

    private static String parameter(Query query, String name) {
        return required(query.first(name).orElse(null), name);
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw AuthFailure.INCOMPLETE.thrown(name + " is missing");
        }
        return value;
    }
}
