package dev.fargatecd.local.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Checks policies that are kept as text. */
final class PolicyTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyTexts() {}

    /** The text, if it is a JSON object; else AWS's InvalidParameterException. */
    static String requireJson(String member, @Nullable String text) {
        try {
            if (text != null && JSON.readTree(text).isObject()) {
                return text;
            }
        } catch (JsonProcessingException malformed) {
            throw invalid(member);
        }
        throw invalid(member);
    }

    private static RuntimeException invalid(String member) {
        return Repositories.invalid("Invalid parameter at '" + member
                + "' failed to satisfy constraint: 'Invalid JSON: the policy is no JSON object'");
    }
}
