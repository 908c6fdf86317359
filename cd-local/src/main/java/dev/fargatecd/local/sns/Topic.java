package dev.fargatecd.local.sns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic.
 *
 * @param attributes those that were set; empty ones are not among them
 */
record Topic(String name, String arn, Map<String, String> attributes, Map<String, String> tags) {
    Topic {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    /** With the attribute set, or back at its default where the value is empty. */
    Topic with(String attribute, String value) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(attribute, value);
        all.values().removeIf(String::isEmpty);
        return new Topic(name, arn, all, tags);
    }

    Topic tagged(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return new Topic(name, arn, attributes, all);
    }

    Topic untagged(List<String> keys) {
        Map<String, String> rest = new HashMap<>(tags);
        rest.keySet().removeAll(keys);
        return new Topic(name, arn, attributes, rest);
    }
}
