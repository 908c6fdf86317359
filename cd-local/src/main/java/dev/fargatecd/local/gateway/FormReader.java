package dev.fargatecd.local.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The form of awsQuery and of ec2Query ({@code A.member.1.B=c}) into the SDK's builders. */
final class FormReader {
    private static final int MAX_DEPTH = 64;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private FormReader() {}

    /** The form as a tree, a name's parts being its branches. */
    private static final class Node {
        private @Nullable String value;
        private final Map<String, Node> children = new LinkedHashMap<>();

        /** The children 1, 2, 3, … in that order: right below, or below one name (member, entry, item). */
        List<Node> numbered() {
            TreeMap<Integer, Node> found = new TreeMap<>();
            children.forEach((name, child) -> {
                if (NUMBER.matcher(name).matches()) {
                    found.put(Integer.valueOf(name), child);
                }
            });
            return found.isEmpty() && children.size() == 1
                    ? children.values().iterator().next().numbered()
                    : List.copyOf(found.values());
        }
    }

    static void read(Query form, SdkPojo into) {
        Node root = new Node();
        form.values().forEach((name, values) -> {
            Node node = root;
            String[] parts = name.split("\\.", -1);
            if (parts.length > MAX_DEPTH) {
                throw new IllegalArgumentException("a parameter has more than " + MAX_DEPTH + " parts");
            }
            for (String part : parts) {
                node = node.children.computeIfAbsent(part, first -> new Node());
            }
            node.value = values.get(0);
        });
        members(root, into);
    }

    private static void members(Node node, SdkPojo into) {
        for (SdkField<?> field : into.sdkFields()) {
            Node found = node.children.get(field.locationName());
            ListTrait list = field.getTrait(ListTrait.class);
            // awsQuery names a flattened list by its member, where the model names one.
            if (found == null && list != null && list.isFlattened() && list.memberLocationName() != null) {
                found = node.children.get(list.memberLocationName());
            }
            Object value = found == null ? null : value(found, field);
            if (value != null) {
                field.set(into, value);
            }
        }
    }

    private static @Nullable Object value(Node node, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                members(node, builder);
                yield Fields.build(builder);
            }
            case LIST ->
                node.numbered().stream()
                        .map(element -> Optional.ofNullable(value(element, Fields.element(field))))
                        .flatMap(Optional::stream)
                        .toList();
            case MAP -> {
                MapTrait trait = field.getTrait(MapTrait.class);
                Map<String, Object> map = new LinkedHashMap<>();
                for (Node entry : node.numbered()) {
                    Node key = entry.children.get(trait.keyLocationName());
                    Node mapped = entry.children.get(trait.valueLocationName());
                    Object value = mapped == null ? null : value(mapped, trait.valueFieldInfo());
                    if (key == null || key.value == null || value == null) {
                        throw new IllegalArgumentException(field.memberName() + " has an entry without key or value");
                    }
                    map.put(key.value, value);
                }
                yield map;
            }
            default -> node.value == null ? null : Scalars.parse(field, node.value, Format.ISO_8601);
        };
    }
}
