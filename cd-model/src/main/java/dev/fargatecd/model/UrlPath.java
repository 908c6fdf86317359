package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * An absolute path of a URL, without a slash at its end: {@code /welcomer}, or {@code /} alone.
 *
 * <p>The load balancer's wildcards {@code *} and {@code ?} are not allowed in it, and it leaves room in the 128
 * characters of a path condition for the {@code /*} of everything below it.
 *
 * @param value begins with {@code /}; segments of letters, digits and {@code . _ ~ -}; at most 126 characters
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
 *     types for listener rules</a>
 */
public record UrlPath(String value) {
    private static final Pattern FORM = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+");
    private static final int LONGEST = 126;

    public UrlPath {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            String allowed = "a path: / or segments like /welcomer, of letters, digits and . _ ~ -, at most " + LONGEST
                    + " characters";
            String nearest = ("/" + value + "/").replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
            boolean isPath =
                    nearest.length() <= LONGEST && FORM.matcher(nearest).matches();
            throw InvalidValue.of("path", value, allowed, isPath ? nearest : "");
        }
    }

    /** Whether this is {@code /}. */
    public boolean isRoot() {
        return value.equals("/");
    }

    /** How many segments it has; 0 for {@code /}. */
    public int depth() {
        return isRoot() ? 0 : (int) value.chars().filter(c -> c == '/').count();
    }

    /** This path and a further segment: {@code /welcomer} and {@code *} is {@code /welcomer/*}, {@code /} gives {@code /*}. */
    public String slash(String segment) {
        return (isRoot() ? "" : value) + "/" + segment;
    }

    @Override
    public String toString() {
        return value;
    }
}
