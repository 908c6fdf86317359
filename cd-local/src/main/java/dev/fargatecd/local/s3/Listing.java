package dev.fargatecd.local.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list: the items, and the folders in which others are.
 *
 * @param prefixes what is common to items that have the delimiter behind the prefix
 * @param next the key or common prefix with which the page ends; empty where nothing follows
 */
record Listing<T>(List<T> items, List<String> prefixes, Optional<String> next) {

    /**
     * What is asked for.
     *
     * @param delimiter "" for none
     * @param after the key or common prefix behind which to begin; "" for the beginning
     * @param most items and prefixes in all
     */
    record Query(String prefix, String delimiter, String after, int most) {}

    /** @param all by key, all with the prefix */
    static <T> Listing<T> of(List<T> all, Function<T, String> key, Query query) {
        List<T> items = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String last = "";
        for (T item : all) {
            String name = key.apply(item);
            Optional<String> folder = folder(name, query);
            String place = folder.orElse(name);
            boolean isBehind = place.compareTo(query.after()) > 0;
            if (!isBehind || (folder.isPresent() && prefixes.contains(place))) {
                continue;
            }
            if (items.size() + prefixes.size() == query.most()) {
                return new Listing<>(List.copyOf(items), List.copyOf(prefixes), Optional.of(last));
            }
            if (folder.isPresent()) {
                prefixes.add(place);
            } else {
                items.add(item);
            }
            last = place;
        }
        return new Listing<>(List.copyOf(items), List.copyOf(prefixes), Optional.empty());
    }

    private static Optional<String> folder(String name, Query query) {
        if (query.delimiter().isEmpty()) {
            return Optional.empty();
        }
        int end = name.indexOf(query.delimiter(), query.prefix().length());
        return end < 0
                ? Optional.empty()
                : Optional.of(name.substring(0, end + query.delimiter().length()));
    }
}
