package dev.fargatecd.local.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list answer.
 *
 * @param nextToken names the last item of this page; empty where nothing follows
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

    /**
     * The page that follows a token.
     *
     * @param all in the order of the answer
     * @param key what is unique to an item
     * @param token of the page before; null or empty for the first page
     * @param size the most items a page holds, at least 1
     * @throws IllegalArgumentException where the token is none, or its item is gone
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String token, int size) {
        int from = token == null || token.isEmpty() ? 0 : after(all, key, token);
        int to = Math.min(all.size(), from + size);
        return new Page<>(
                List.copyOf(all.subList(from, to)),
                to == all.size() ? Optional.empty() : Optional.of(encoded(key.apply(all.get(to - 1)))));
    }

    private static <T> int after(List<T> all, Function<T, String> key, String token) {
        for (int i = 0; i < all.size(); i++) {
            if (encoded(key.apply(all.get(i))).equals(token)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("the token \"" + token + "\" leads to no page");
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
