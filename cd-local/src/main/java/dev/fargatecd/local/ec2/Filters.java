package dev.fargatecd.local.ec2;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The filters that a Describe operation knows: each by name, with what it looks at.
 *
 * <p>As EC2 filters: all filters must match, of one filter's values one must; {@code *} and {@code ?} are wildcards.
 */
final class Filters<T> {
    private final Map<String, Function<T, Collection<String>>> known = new LinkedHashMap<>();
    private final Function<T, List<Tag>> tags;

    Filters(Function<T, List<Tag>> tags) {
        this.tags = tags;
    }

    /** Adds a filter on one value; a null matches nothing. */
    Filters<T> on(String name, Function<T, @Nullable Object> value) {
        return onAll(
                name,
                item -> Stream.ofNullable(value.apply(item))
                        .map(Object::toString)
                        .toList());
    }

    /** Adds a filter of which any value may match. */
    Filters<T> onAll(String name, Function<T, Collection<String>> values) {
        known.put(name, values);
        return this;
    }

    /** Those items that all filters let through, in their order. */
    List<T> apply(List<T> items, List<Filter> filters) {
        Stream<T> left = items.stream();
        for (Filter filter : filters) {
            Function<T, Collection<String>> values = values(Objects.requireNonNullElse(filter.name(), ""));
            List<Pattern> patterns =
                    filter.values().stream().map(Filters::pattern).toList();
            left = left.filter(item -> values.apply(item).stream()
                    .anyMatch(value ->
                            patterns.stream().anyMatch(p -> p.matcher(value).matches())));
        }
        return left.toList();
    }

    private Function<T, Collection<String>> values(String name) {
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return item -> tags.apply(item).stream()
                    .filter(tag -> tag.key().equals(key))
                    .map(Tag::value)
                    .toList();
        }
        if (name.equals("tag-key")) {
            return item -> tags.apply(item).stream().map(Tag::key).toList();
        }
        Function<T, Collection<String>> values = known.get(name);
        if (values == null) {
            throw Ec2Faults.invalid("The filter '" + name + "' is invalid");
        }
        return values;
    }

    private static Pattern pattern(String value) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
