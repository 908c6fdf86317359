package dev.fargatecd.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The name of an environment variable that a service is given.
 *
 * @param value letters, digits and {@code _}, not beginning with a digit; none of those that every service is given
 */
public record VariableName(String value) implements Comparable<VariableName> {
    /** What every service is given, and no definition may therefore set. */
    public static final Set<String> GIVEN =
            Set.of("PORT", "BASE_PATH", "APPLICATION_NAME", "APPLICATION_VERSION", "ENVIRONMENT_NAME");

    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    public VariableName {
        if (!FORM.matcher(value).matches()) {
            throw InvalidValue.of(
                    "environment", value, "a variable's name: letters, digits and _, no digit first, at most 255");
        }
        if (GIVEN.contains(value)) {
            throw InvalidValue.of(
                    "environment", value, "free: every service is given " + String.join(", ", new TreeSet<>(GIVEN)));
        }
    }

    @Override
    public int compareTo(VariableName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
