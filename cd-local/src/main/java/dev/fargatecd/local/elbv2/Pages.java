package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages as Elastic Load Balancing has them: a marker and at most 400 items. */
final class Pages {
    private static final int LARGEST = 400;

    private Pages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, @Nullable String marker, @Nullable Integer size) {
        if (size != null && (size < 1 || size > LARGEST)) {
            throw ElbFaults.validation("PageSize '" + size + "' must be between 1 and " + LARGEST);
        }
        try {
            return Page.of(all, key, marker, size == null ? LARGEST : size);
        } catch (IllegalArgumentException noPage) {
            throw ElbFaults.validation("Marker '" + marker + "' is not valid");
        }
    }
}
