package dev.fargatecd.local.cloudformation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the token of what follows; empty for the last page
 */
record Page<T>(List<T> items, Optional<String> next) {
    /** As many as AWS's own pages hold. */
    private static final int SIZE = 100;

    /**
     * The page that a token leads to.
     *
     * @param token where the page begins, as an earlier page gave it; null for the first
     */
    static <T> Page<T> of(List<T> all, @Nullable String token) {
        int start = start(token, all.size());
        int end = Math.min(all.size(), start + SIZE);
        return new Page<>(
                all.subList(start, end), end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    /**
     * The page that a token leads to, of a list that grows at its end and is shown from there; the token counts what is
     * left, so that what comes later shifts nothing.
     */
    static <T> Page<T> backwards(List<T> oldestFirst, @Nullable String token) {
        int end = token == null ? oldestFirst.size() : start(token, oldestFirst.size());
        int start = Math.max(0, end - SIZE);
        List<T> items = new ArrayList<>(oldestFirst.subList(start, end));
        Collections.reverse(items);
        return new Page<>(items, start > 0 ? Optional.of(Integer.toString(start)) : Optional.empty());
    }

    private static int start(@Nullable String token, int size) {
        if (token == null) {
            return 0;
        }
        try {
            int start = Integer.parseInt(token);
            if (start >= 0 && start <= size) {
                return start;
            }
        } catch (NumberFormatException notOurs) {
            throw Refusal.invalid("Invalid next token " + token);
        }
        throw Refusal.invalid("Invalid next token " + token);
    }

    /** The token as builders of answers take it. */
    @Nullable
    String token() {
        return next.orElse(null);
    }
}
