package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.signature.Credential;
import dev.fargatecd.local.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User and password of a git client, as {@code aws codecommit credential-helper} and git-remote-codecommit make them.
 *
 * <p>The user is the access key's id, with {@code %} and the session token behind it where there is one. The password is
 * a time ({@code 20261123T064500}), a {@code Z}, and the Signature Version 4 of a request that is never sent: method
 * {@code GIT}, the path of the clone URL, the host without its port as only header, and nothing as the body's hash. The
 * time stands in the string to sign without its {@code Z}. (aws-cli, {@code awscli/customizations/codecommit.py})
 *
 * @param signedAt as the client wrote it, without {@code Z}
 * @param signature 64 lower-case hexadecimal digits
 */
record GitCredential(String accessKeyId, Optional<String> sessionToken, String signedAt, String signature) {
    private static final Pattern PASSWORD = Pattern.compile("(\\d{8}T\\d{6})Z([0-9a-f]{64})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

    /** Reads an Authorization header; empty where it is not one of this form. */
    static Optional<GitCredential> read(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        Matcher password = PASSWORD.matcher(pair.substring(colon + 1));
        if (colon < 1 || !password.matches()) {
            return Optional.empty();
        }
        String user = pair.substring(0, colon);
        int percent = user.indexOf('%');
        return Optional.of(new GitCredential(
                percent < 0 ? user : user.substring(0, percent),
                percent < 0 ? Optional.empty() : Optional.of(user.substring(percent + 1)),
                password.group(1),
                password.group(2)));
    }

    /** When it was signed, or empty where the digits are no time. */
    Optional<Instant> time() {
        try {
            return Optional.of(LocalDateTime.parse(signedAt, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** Whether this key signed it for that place. Which repository it is for is known, for which region is tried. */
    boolean isSignedBy(AccessKey key, String region, String host, String path) {
        return SigningKey.same(signature(key.secret(), signedAt, region, host, path), signature);
    }

    /** The signature that a client with this secret would make. */
    static String signature(String secret, String signedAt, String region, String host, String path) {
        Credential credential = new Credential("", signedAt.substring(0, 8), region, "codecommit");
        String request = "GIT\n" + path + "\n\nhost:" + host + "\n\nhost\n";
        String hash = SigningKey.sha256(request.getBytes(StandardCharsets.UTF_8));
        return SigningKey.of(secret, credential)
                .sign("AWS4-HMAC-SHA256\n" + signedAt + "\n" + credential.scope() + "\n" + hash);
    }

    /** Without the signature: records end up in logs. */
    @Override
    public String toString() {
        return "GitCredential[" + accessKeyId + ", signed at " + signedAt + "]";
    }
}
