package dev.fargatecd.cloudformation.check;

import java.util.regex.Pattern;

/**
 * What a check asks of its files.
 *
 * @param id lower case, with hyphens: it is what {@code suppress} names
 * @param title one sentence that is true of files without this mistake
 * @param source the public page that says so
 */
public record Rule(String id, Severity severity, String title, String source) {
    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)*");

    public Rule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id " + id + " is not lower case with hyphens");
        }
        if (!source.startsWith("https://")) {
            throw new IllegalArgumentException("source " + source + " is not a public page");
        }
    }
}
