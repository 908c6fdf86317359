package dev.fargatecd.local.iam;

import dev.fargatecd.local.policy.MalformedPolicyException;
import dev.fargatecd.local.policy.PolicyDocument;
import dev.fargatecd.local.policy.PolicyKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Policy documents on their way in, checked, and out, URL-encoded as IAM answers them (RFC 3986). */
final class Documents {
    private Documents() {}

    /** The document, checked against the grammar of its kind. */
    static PolicyDocument checked(@Nullable String json, PolicyKind kind) {
        try {
            return PolicyDocument.parse(Inputs.required("policyDocument", json), kind);
        } catch (MalformedPolicyException malformed) {
            throw IamFaults.malformedPolicy(String.valueOf(malformed.getMessage()));
        }
    }

    static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** How much of a size quota a document takes: white space does not count. */
    static int size(String json) {
        return (int) json.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
