package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Where a request's template comes from: its body, or an object in S3. */
final class TemplateSource {
    private static final int LONGEST_BODY = 51_200;
    private static final int LONGEST_OBJECT = 1_048_576;
    private static final Pattern VIRTUAL_HOST = Pattern.compile("(?<bucket>.+)\\.s3[.-].*amazonaws\\.com(\\.cn)?");

    private final Clients clients;

    TemplateSource(Clients clients) {
        this.clients = clients;
    }

    /** The template's text; empty where the request has neither body nor URL. */
    Optional<String> find(@Nullable String body, @Nullable String url, Caller caller) {
        if (body != null && url != null) {
            throw Refusal.invalid("Either Template URL or Template Body must be specified, but not both.");
        }
        if (body != null) {
            if (bytes(body) > LONGEST_BODY) {
                throw Refusal.constraint(body, "templateBody", "have length less than or equal to " + LONGEST_BODY);
            }
            return Optional.of(body);
        }
        return url == null ? Optional.empty() : Optional.of(read(url, caller));
    }

    /** The template's text, which must be given. */
    String get(@Nullable String body, @Nullable String url, Caller caller) {
        return find(body, url, caller)
                .orElseThrow(() -> Refusal.invalid("Either Template URL or Template Body must be specified."));
    }

    private String read(String url, Caller caller) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw notSupported();
        }
        if (uri.getHost() == null || uri.getPath() == null) {
            throw notSupported();
        }
        String path = uri.getPath().replaceFirst("^/", "");
        Matcher host = VIRTUAL_HOST.matcher(uri.getHost());
        String bucket = host.matches() ? host.group("bucket") : path.replaceFirst("/.*", "");
        String key = host.matches() ? path : path.substring(Math.min(path.length(), bucket.length() + 1));
        if (bucket.isEmpty() || key.isEmpty()) {
            throw notSupported();
        }
        try {
            String text = clients.as(caller, S3Client.class)
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asUtf8String();
            if (bytes(text) > LONGEST_OBJECT) {
                throw Refusal.invalid("Template may not exceed " + LONGEST_OBJECT + " bytes in size.");
            }
            return text;
        } catch (S3Exception denied) {
            throw Refusal.invalid(
                    "S3 error: " + denied.awsErrorDetails().errorMessage() + "\nFor more information check "
                            + "http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static RuntimeException notSupported() {
        return Refusal.invalid("TemplateURL must be a supported URL.");
    }
}
