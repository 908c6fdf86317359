package dev.fargatecd.local.cloudformation;

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
