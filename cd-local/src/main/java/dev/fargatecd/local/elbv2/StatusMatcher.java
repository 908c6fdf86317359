package dev.fargatecd.local.elbv2;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP codes with which a health check passes: {@code 200}, {@code 200,202}, {@code 200-299}. */
record StatusMatcher(List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");

    record Range(int first, int last) {}

    /**
     * Reads a matcher.
     *
     * @throws IllegalArgumentException where it is none, or not between 200 and 499
     */
    static StatusMatcher parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException("Health check matcher HTTP code '" + text + "' is not valid");
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first < 200 || last > 499 || first > last) {
                throw new IllegalArgumentException(
                        "Health check matcher HTTP code '" + text + "' must be within '200-499' inclusive");
            }
            ranges.add(new Range(first, last));
        }
        return new StatusMatcher(List.copyOf(ranges));
    }

    boolean matches(int status) {
        return ranges.stream().anyMatch(range -> status >= range.first() && status <= range.last());
    }
}
