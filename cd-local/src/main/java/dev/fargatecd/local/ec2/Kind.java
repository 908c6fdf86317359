package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * All resources of one kind, kept as the SDK's own model objects, without their tags; those are added when shown.
 *
 * @param type as tags name it: {@code security-group}
 * @param notFound EC2's code for an unknown one: {@code InvalidGroup.NotFound}
 * @param noun in EC2's text for it: {@code The security group 'sg-1' does not exist}
 */
record Kind<T>(
        String type,
        String notFound,
        String noun,
        Table<T> table,
        Function<T, String> id,
        BiFunction<T, List<Tag>, T> withTags,
        Filters<T> filters,
        Tags tags) {
    private static final int PAGE = 1000;

    void add(Scope scope, T item, List<Tag> itsTags) {
        tags.add(scope, id.apply(item), type, itsTags);
        table.put(new Key(scope, id.apply(item)), item);
    }

    void put(Scope scope, T item) {
        table.put(new Key(scope, id.apply(item)), item);
    }

    void remove(Scope scope, String itsId) {
        table.remove(new Key(scope, itsId));
        tags.forget(scope, itsId);
    }

    List<T> all(Scope scope) {
        return table.list(scope);
    }

    Optional<T> find(Scope scope, String itsId) {
        return table.get(new Key(scope, itsId));
    }

    /** The resource of that id, or EC2's error where there is none. */
    T get(Scope scope, @Nullable String itsId) {
        if (itsId == null || itsId.isEmpty()) {
            throw Ec2Faults.missing(type + "Id");
        }
        return find(scope, itsId)
                .orElseThrow(() -> Ec2Faults.of(notFound, "The " + noun + " '" + itsId + "' does not exist"));
    }

    /** Refuses an id that names none. */
    void check(Scope scope, String itsId) {
        if (find(scope, itsId).isEmpty()) {
            throw Ec2Faults.of(notFound, "The " + noun + " '" + itsId + "' does not exist");
        }
    }

    T shown(Scope scope, T item) {
        return withTags.apply(item, tags.of(scope, id.apply(item)));
    }

    /**
     * A page of a Describe answer.
     *
     * @param ids none for all; an unknown one is an error
     */
    Page<T> describe(
            Scope scope, List<String> ids, List<Filter> matching, @Nullable String token, @Nullable Integer size) {
        List<T> found = ids.isEmpty()
                ? all(scope)
                : ids.stream().distinct().map(one -> get(scope, one)).toList();
        List<T> shown = found.stream().map(item -> shown(scope, item)).toList();
        return paged(filters.apply(shown, matching), id, token, size);
    }

    static <V> Page<V> paged(List<V> all, Function<V, String> key, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, key, token, size == null ? PAGE : Math.max(1, size));
        } catch (IllegalArgumentException noPage) {
            throw Ec2Faults.of("InvalidNextToken", "The NextToken value is invalid");
        }
    }
}
