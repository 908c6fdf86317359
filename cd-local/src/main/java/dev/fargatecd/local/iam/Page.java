package dev.fargatecd.local.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param marker what the next page is asked for with; null on the last
 */
record Page<T>(List<T> items, boolean isTruncated, @Nullable String marker) {
    private static final int DEFAULT_SIZE = 100;

    static <T> Page<T> of(List<T> all, @Nullable String marker, @Nullable Integer maxItems) {
        int size = maxItems == null ? DEFAULT_SIZE : maxItems;
        if (size < 1 || size > 1000) {
            throw IamFaults.validation("1 validation error detected: Value '" + size
                    + "' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000");
        }
        int from = marker == null ? 0 : position(marker, all.size());
        int to = Math.min(all.size(), from + size);
        boolean truncated = to < all.size();
        return new Page<>(all.subList(from, to), truncated, truncated ? Integer.toString(to) : null);
    }

    private static int position(String marker, int size) {
        if (!marker.matches("\\d{1,9}")) {
            throw IamFaults.invalidInput("Invalid Marker: " + marker);
        }
        return Math.min(Integer.parseInt(marker), size);
    }
}
