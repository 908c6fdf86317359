package dev.fargatecd.local.signature;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature is made with: a key, and the scope in which its signature counts.
 *
 * @param date of the day, as {@code 20150830}
 * @param service the signing name, {@code ecs} for example
 */
public record Credential(String accessKeyId, String date, String region, String service) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("([^/\\s]+)/(\\d{8})/([a-zA-Z0-9-]+)/([a-zA-Z0-9-]+)/aws4_request");

    /** Reads {@code key/date/region/service/aws4_request}; empty where it is not of that form. */
    public static Optional<Credential> parse(String text) {
        Matcher parts = CREDENTIAL.matcher(text);
        return parts.matches()
                ? Optional.of(new Credential(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /** All but the key, as it is signed. */
    public String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }
}
