package dev.fargatecd.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The user and password with which git comes into a CodeCommit repository over HTTPS: the access key, and a signature
 * (SigV4) of the repository's path that is good for some minutes.
 *
 * <p>The form is the one of the AWS CLI's {@code aws codecommit credential-helper}: the method is {@code GIT}, the only
 * header the host without its port, there is no payload hash, and the password is the time and the signature.
 *
 * @param user the access key's id, with {@code %} and the session token behind it where the credentials are temporary
 */
public record GitCredentials(String user, String password) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /** Without the password: records end up in logs. */
    @Override
    public String toString() {
        return "GitCredentials[" + user.replaceFirst("%.*", "%…") + "]";
    }

    /**
     * Signs.
     *
     * @param url of the repository, as CodeCommit's {@code cloneUrlHttp} gives it
     */
    public static GitCredentials sign(AwsCredentialsIdentity credentials, String region, String url, Instant now) {
        URI uri = URI.create(url);
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String request = "GIT\n" + uri.getPath() + "\n\nhost:" + uri.getHost() + "\n\nhost\n";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + day + "/" + region + "/codecommit/aws4_request\n"
                + hex(sha256(request));
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, "codecommit", "aws4_request"}) {
            key = hmac(key, part);
        }
        String user = credentials instanceof AwsSessionCredentials session
                ? credentials.accessKeyId() + "%" + session.sessionToken()
                : credentials.accessKeyId();
        return new GitCredentials(user, time + "Z" + hex(hmac(key, toSign)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
