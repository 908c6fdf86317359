package dev.fargatecd.local.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** An alarm as it is kept: as it is shown, and its tags. */
record StoredAlarm(MetricAlarm alarm, Map<String, String> tags) {
    StoredAlarm {
        tags = Map.copyOf(tags);
    }

    static StoredAlarm of(MetricAlarm alarm, List<Tag> tags) {
        return new StoredAlarm(alarm, Map.of()).tagged(tags);
    }

    StoredAlarm with(MetricAlarm changed) {
        return new StoredAlarm(changed, tags);
    }

    StoredAlarm tagged(List<Tag> more) {
        Map<String, String> all = new TreeMap<>(tags);
        more.forEach(tag -> all.put(tag.key(), tag.value()));
        return new StoredAlarm(alarm, all);
    }

    StoredAlarm untagged(List<String> keys) {
        return new StoredAlarm(
                alarm,
                tags.entrySet().stream()
                        .filter(tag -> !keys.contains(tag.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Sorted by key. */
    List<Tag> shownTags() {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }
}
