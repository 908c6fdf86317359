package dev.fargatecd.local.policy;

import dev.fargatecd.local.kernel.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody wants to do.
 *
 * @param action for example {@code sts:AssumeRole}
 * @param resource its ARN; {@code *} where the action knows no resources
 * @param context condition keys, such as {@code sts:ExternalId}, whatever their case, with their values; a key that the
 *     request does not carry is absent
 */
public record Access(Principal principal, String action, String resource, Map<String, List<String>> context) {
    /** Where it can't be told which resource a request is about. */
    public static final String ANY_RESOURCE = "?";

    public Access {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(context);
        context = java.util.Collections.unmodifiableMap(anyCase);
    }
}
