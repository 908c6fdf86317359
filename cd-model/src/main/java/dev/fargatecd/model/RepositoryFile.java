package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * A file of the source repository, by its path from the root.
 *
 * @param value relative, with {@code /}; of letters, digits and {@code . _ -}; never leaves the repository
 */
public record RepositoryFile(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    private static final Pattern LEAVES = Pattern.compile("(^|/)\\.\\.?(/|$)");

    public RepositoryFile {
        if (value.length() > 255
                || !FORM.matcher(value).matches()
                || LEAVES.matcher(value).find()) {
            throw InvalidValue.of(
                    "buildspec",
                    value,
                    "a file of the repository: relative to its root, of letters, digits and . _ - /, without . and ..");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
