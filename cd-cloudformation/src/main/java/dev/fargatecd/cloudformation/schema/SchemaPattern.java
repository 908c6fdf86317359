package dev.fargatecd.cloudformation.schema;

import java.util.regex.Pattern;

/** A regular expression of a schema, which is written in JavaScript's dialect. */
final class SchemaPattern {
    private SchemaPattern() {}

    /**
     * The pattern in Java's dialect, where {@code [} and {@code &&} mean something inside a class of characters.
     *
     * @throws java.util.regex.PatternSyntaxException where it is none in either dialect
     */
    static Pattern compile(String expression) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                java.append(c).append(expression.charAt(++i));
                continue;
            }
            if (inClass && (c == '[' || (c == '&' && expression.startsWith("&&", i)))) {
                java.append('\\');
            }
            inClass = inClass ? c != ']' : c == '[';
            java.append(c);
        }
        return Pattern.compile(java.toString());
    }
}
