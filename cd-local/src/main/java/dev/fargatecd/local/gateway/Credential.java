package dev.fargatecd.local.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature is made with: a key, and the scope in which its signature counts.
 *
 * @param date of the day, as {@code 20150830}
 * @param service the signing name, {@code ecs} for example
 */
record Credential(String accessKeyId, String date, String region, String service) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("([^/\\s]+)/(\\d{8})/([a-zA-Z0-9-]+)/([a-zA-Z0-9-]+)/aws4_request");

    static Credential parse(String text) {
        Matcher parts = CREDENTIAL.matcher(text);
        if (!parts.matches()) {
            throw AuthFailure.INCOMPLETE.thrown("Credential must be key/date/region/service/aws4_request: " + text);
        }
        return new Credential(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }
}
