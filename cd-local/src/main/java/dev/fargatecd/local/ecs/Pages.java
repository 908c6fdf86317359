package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of ARNs. */
final class Pages {
    private Pages() {}

    /** @param most the page's size where the caller says none, and the most it may ask for */
    static Page<String> of(List<String> arns, @Nullable String token, @Nullable Integer size, int most) {
        if (size != null && (size < 1 || size > most)) {
            throw EcsFaults.invalid("maxResults must be between 1 and " + most + ".");
        }
        try {
            return Page.of(arns, Function.identity(), token, size == null ? most : size);
        } catch (IllegalArgumentException badToken) {
            throw EcsFaults.invalid("Invalid token: " + badToken.getMessage());
        }
    }
}
