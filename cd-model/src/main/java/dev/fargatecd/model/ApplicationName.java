package dev.fargatecd.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an application: it begins its stacks' names, and is its container's name and part of its roles' path.
 *
 * @param value lower-case letters, digits and single hyphens, beginning with a letter; at most 40 characters
 */
public record ApplicationName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 40;

    public ApplicationName {
        if (!isName(value)) {
            String nearest =
                    value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            throw InvalidValue.of(
                    "application",
                    value,
                    "an application's name: lower-case letters, digits and single hyphens, a letter first, at most "
                            + LONGEST + " characters",
                    isName(nearest) ? nearest : "");
        }
    }

    private static boolean isName(String value) {
        return value.length() <= LONGEST && FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
