package dev.fargatecd.local.iam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policies of a role or a user.
 *
 * @param inline documents by policy name
 * @param managed ARNs, in the order in which they were attached
 */
record Attachments(SortedMap<String, String> inline, List<String> managed) {
    static final Attachments NONE = new Attachments(new TreeMap<>(), List.of());

    Attachments {
        inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
        managed = List.copyOf(managed);
    }

    Attachments with(String name, String document) {
        SortedMap<String, String> changed = new TreeMap<>(inline);
        changed.put(name, document);
        return new Attachments(changed, managed);
    }

    Attachments without(String name) {
        SortedMap<String, String> changed = new TreeMap<>(inline);
        changed.remove(name);
        return new Attachments(changed, managed);
    }

    Attachments attached(String arn) {
        List<String> changed = new ArrayList<>(managed);
        changed.add(arn);
        return new Attachments(inline, changed);
    }

    Attachments detached(String arn) {
        return new Attachments(
                inline, managed.stream().filter(each -> !each.equals(arn)).toList());
    }
}
