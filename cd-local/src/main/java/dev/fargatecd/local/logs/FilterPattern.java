package dev.fargatecd.local.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter pattern of terms: {@code ERROR}, {@code "a phrase"}, {@code -without}, {@code ?either ?or}.
 *
 * <p>Follows "Filter pattern syntax" of the CloudWatch Logs user guide (FilterAndPatternSyntax.html): terms are
 * case-sensitive, all must match, of those with a question mark one must; the latter count only where no other term
 * stands beside them. Patterns on JSON, on delimited fields and regular expressions are not supported.
 */
record FilterPattern(List<String> all, List<String> none, List<String> any) implements Predicate<String> {
    private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");
    private static final Pattern PLAIN = Pattern.compile("\\w+");

    /**
     * Reads a pattern.
     *
     * @param text empty for one that every message matches
     * @throws IllegalArgumentException where it is no pattern
     * @throws UnsupportedOperationException for the kinds of pattern that are not supported
     */
    static FilterPattern parse(String text) {
        String pattern = text.strip();
        if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.startsWith("%")) {
            throw new UnsupportedOperationException("logs FilterLogEvents: the filter pattern " + pattern
                    + " is not supported by the local cloud: only terms are");
        }
        List<String> all = new ArrayList<>();
        List<String> none = new ArrayList<>();
        List<String> any = new ArrayList<>();
        Matcher terms = TERM.matcher(pattern);
        while (terms.find()) {
            String quoted = terms.group(2);
            String plain = terms.group(3);
            if (quoted == null && !PLAIN.matcher(plain).matches()) {
                throw new IllegalArgumentException("Invalid character(s) in term '" + plain + "'");
            }
            String term = quoted == null ? plain : quoted.replaceAll("\\\\(.)", "$1");
            switch (terms.group(1)) {
                case "-" -> none.add(term);
                case "?" -> any.add(term);
                default -> all.add(term);
            }
        }
        return new FilterPattern(List.copyOf(all), List.copyOf(none), List.copyOf(any));
    }

    @Override
    public boolean test(String message) {
        boolean either = any.isEmpty() || !all.isEmpty() || any.stream().anyMatch(message::contains);
        return either
                && all.stream().allMatch(message::contains)
                && none.stream().noneMatch(message::contains);
    }
}
