package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags of all resources, kept beside them. */
final class Tags {
    private static final int MOST = 50;

    private record Tagged(String id, String type, Map<String, String> tags) {}

    private final Table<Tagged> table;

    Tags(Store store) {
        table = store.table("ec2.tags", Tagged.class);
    }

    /** Sorted by key; empty for a resource without. */
    List<Tag> of(Scope scope, String id) {
        return list(table.get(new Key(scope, id)).map(Tagged::tags).orElse(Map.of()));
    }

    void add(Scope scope, String id, String type, List<Tag> more) {
        if (more.isEmpty()) {
            return;
        }
        Map<String, String> tags =
                new TreeMap<>(table.get(new Key(scope, id)).map(Tagged::tags).orElse(Map.of()));
        for (Tag tag : more) {
            if (tag.key() == null || tag.key().isEmpty() || tag.key().startsWith("aws:")) {
                throw Ec2Faults.invalid("Tag keys starting with 'aws:' are reserved for internal use");
            }
            tags.put(tag.key(), tag.value() == null ? "" : tag.value());
        }
        if (tags.size() > MOST) {
            throw Ec2Faults.of("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        }
        table.put(new Key(scope, id), new Tagged(id, type, Map.copyOf(tags)));
    }

    /**
     * Removes tags.
     *
     * @param which none for all; one without a value whatever its value
     */
    void remove(Scope scope, String id, List<Tag> which) {
        table.update(new Key(scope, id), tagged -> {
            Map<String, String> tags = new TreeMap<>(tagged.tags());
            if (which.isEmpty()) {
                tags.clear();
            }
            for (Tag tag : which) {
                if (tag.value() == null || tag.value().equals(tags.get(tag.key()))) {
                    tags.remove(tag.key());
                }
            }
            return new Tagged(id, tagged.type(), Map.copyOf(tags));
        });
    }

    void forget(Scope scope, String id) {
        table.remove(new Key(scope, id));
    }

    List<TagDescription> describe(Scope scope) {
        return table.list(scope).stream()
                .flatMap(tagged -> list(tagged.tags()).stream()
                        .map(tag -> TagDescription.builder()
                                .resourceId(tagged.id())
                                .resourceType(tagged.type())
                                .key(tag.key())
                                .value(tag.value())
                                .build()))
                .toList();
    }

    /** The tags that a request gives to what it creates. */
    static List<Tag> specified(List<TagSpecification> specifications, String type) {
        for (TagSpecification specification : specifications) {
            if (!type.equals(specification.resourceTypeAsString())) {
                throw Ec2Faults.invalid("'" + specification.resourceTypeAsString()
                        + "' is not a valid taggable resource type for this operation.");
            }
        }
        return specifications.stream()
                .flatMap(specification -> specification.tags().stream())
                .toList();
    }

    private static List<Tag> list(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(entry -> Tag.builder()
                                .key(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
    }
}
