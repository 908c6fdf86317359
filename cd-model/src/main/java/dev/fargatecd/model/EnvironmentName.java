package dev.fargatecd.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an environment, for example {@code test}.
 *
 * <p>It has no hyphen, so that the stack {@code shop-eu-test-service} belongs to one application only: {@code shop-eu}.
 *
 * @param value lower-case letters and digits, beginning with a letter; at most 20 characters
 */
public record EnvironmentName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{0,19}");
    private static final Set<String> STAGES = Set.of("source", "build");

    public EnvironmentName {
        if (!FORM.matcher(value).matches()) {
            String nearest = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            throw InvalidValue.of(
                    "environment",
                    value,
                    "an environment's name: lower-case letters and digits, a letter first, at most 20 characters",
                    FORM.matcher(nearest).matches() ? nearest : "");
        }
        if (STAGES.contains(value)) {
            throw InvalidValue.of("environment", value, "free: the pipeline has a stage of that name already");
        }
    }

    /** The name of the pipeline's stage that deploys to this environment: {@code Test}. */
    public String stageName() {
        return value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
    }

    @Override
    public String toString() {
        return value;
    }
}
