package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * The name of a CodeCommit repository.
 *
 * @param value letters, digits, {@code . _ -}; at most 100 characters; not ending in {@code .git}
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html">CodeCommit quotas</a>
 */
public record RepositoryName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public RepositoryName {
        if (!FORM.matcher(value).matches() || value.endsWith(".git")) {
            throw InvalidValue.of(
                    "repository",
                    value,
                    "a CodeCommit repository's name: letters, digits, . _ -, at most 100 characters, not ending in .git");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
