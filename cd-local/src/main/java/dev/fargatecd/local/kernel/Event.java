package dev.fargatecd.local.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that happened in the cloud, in EventBridge's shape.
 *
 * @param sequence 1, 2, 3, … in the order in which it was written
 * @param source {@code aws.codecommit}, as EventBridge names it; {@code local.…} for what AWS sends no event of, which
 *     EventBridge does not deliver
 * @param type EventBridge's detail-type, for example {@code CodeCommit Repository State Change}
 * @param resources the ARNs it is about
 * @param detail JSON as maps, lists, strings, numbers, booleans; as the service's page of events gives it
 */
public record Event(
        long sequence,
        String id,
        Instant time,
        Scope scope,
        String source,
        String type,
        List<String> resources,
        Map<String, Object> detail) {

    public Event {
        resources = List.copyOf(resources);
        // keeps the order of the members, and JSON's null, which Map.copyOf would refuse
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** A text member of the detail, or "" where there is none. */
    public String text(String member) {
        return String.valueOf(detail.getOrDefault(member, ""));
    }
}
