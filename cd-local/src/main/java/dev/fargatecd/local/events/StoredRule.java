package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * A rule on the default bus, with its targets.
 *
 * @param pattern as the client wrote it
 * @param targets in the order of their ids
 */
record StoredRule(
        String name,
        String arn,
        String pattern,
        boolean enabled,
        Optional<String> description,
        Optional<String> roleArn,
        Map<String, String> tags,
        List<Target> targets) {

    StoredRule {
        tags = Map.copyOf(tags);
        targets = List.copyOf(targets);
    }

    StoredRule enabled(boolean now) {
        return new StoredRule(name, arn, pattern, now, description, roleArn, tags, targets);
    }

    StoredRule withTags(Map<String, String> now) {
        return new StoredRule(name, arn, pattern, enabled, description, roleArn, now, targets);
    }

    StoredRule withTargets(List<Target> now) {
        List<Target> sorted = new ArrayList<>(now);
        sorted.sort(Comparator.comparing(Target::id));
        return new StoredRule(name, arn, pattern, enabled, description, roleArn, tags, sorted);
    }

    boolean isFor(JsonNode event) {
        return enabled && EventPattern.parse(pattern).matches(event);
    }
}
