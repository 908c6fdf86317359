package dev.fargatecd.local.policy;

import dev.fargatecd.local.kernel.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody wants to do.
 *
 * @param action for example {@code sts:AssumeRole}
 * @param resource its ARN
 * @param context condition keys, such as {@code sts:ExternalId}, whatever their case, with their values; a key that the
 *     request does not carry is absent
 */
public record Access(Principal principal, String action, String resource, Map<String, List<String>> context) {
    public Access {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(context);
        context = java.util.Collections.unmodifiableMap(anyCase);
    }
}
