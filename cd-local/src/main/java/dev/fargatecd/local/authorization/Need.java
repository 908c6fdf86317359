package dev.fargatecd.local.authorization;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One thing that a caller must be allowed for a call.
 *
 * @param action for example {@code ecs:CreateService}
 * @param resources its ARN as policies may write it, of which one has to be allowed; {@code *} where the action knows no
 *     resources
 * @param context the condition keys that the request carries
 * @param known all keys of which is known whether the request carries them
 */
record Need(String action, List<String> resources, Map<String, List<String>> context, Set<String> known) {
    Need {
        resources = List.copyOf(resources);
        context = Map.copyOf(context);
        known = Set.copyOf(known);
    }
}
