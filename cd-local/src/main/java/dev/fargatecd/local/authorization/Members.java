package dev.fargatecd.local.authorization;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Reads a request's members by the names that the service's model gives them. */
record Members(SdkPojo request) {

    /** The values at a path such as {@code pipeline.roleArn}, as texts; of a list one for each item, none where absent. */
    List<String> texts(String path) {
        Stream<Object> values = Stream.of(request);
        for (String member : path.split("\\.", -1)) {
            values = values.flatMap(value -> member(value, member));
        }
        return values.map(String::valueOf).filter(text -> !text.isEmpty()).toList();
    }

    boolean has(String path) {
        return !texts(path).isEmpty();
    }

    /** The request's tags, in whichever of AWS's shapes; empty where it has none. */
    Map<String, String> tags() {
        return member(request, "tags")
                .flatMap(tag -> tag instanceof Map.Entry<?, ?> entry
                        ? Stream.of(Map.entry(String.valueOf(entry.getKey()), String.valueOf(entry.getValue())))
                        : Stream.of(Map.entry(first(tag, "key"), first(tag, "value"))))
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other));
    }

    private static String first(Object pojo, String member) {
        return member(pojo, member).map(String::valueOf).findFirst().orElse("");
    }

    private static Stream<Object> member(Object value, String name) {
        if (!(value instanceof SdkPojo pojo)) {
            return Stream.empty();
        }
        return pojo.sdkFields().stream()
                .filter(field -> field.memberName().equalsIgnoreCase(name))
                .flatMap(field -> items(value(pojo, field)));
    }

    private static @Nullable Object value(SdkPojo pojo, SdkField<?> field) {
        return field.getValueOrDefault(pojo);
    }

    private static Stream<Object> items(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(item -> (Object) item);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> (Object) entry);
        }
        return Stream.ofNullable(value);
    }
}
