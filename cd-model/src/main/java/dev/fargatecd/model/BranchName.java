package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * The name of a git branch, without {@code refs/heads/}.
 *
 * @param value what git takes for a branch's name, of letters, digits and {@code . _ / -}; at most 100 characters
 */
public record BranchName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]{0,99}");
    private static final Pattern REFUSED_BY_GIT = Pattern.compile("\\.\\.|//|/\\.|\\./|[./]$|\\.lock(/|$)");

    public BranchName {
        if (!FORM.matcher(value).matches() || REFUSED_BY_GIT.matcher(value).find()) {
            throw InvalidValue.of(
                    "branch",
                    value,
                    "a branch's name: letters, digits and . _ / -, as git takes it, at most 100 characters");
        }
        if (value.startsWith("refs/")) {
            throw InvalidValue.of("branch", value, "a branch's name alone", value.replaceFirst("^refs/(heads/)?", ""));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
