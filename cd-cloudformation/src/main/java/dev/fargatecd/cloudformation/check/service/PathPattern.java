package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern that a listener rule compares paths with.
 *
 * @param text with references as {@code ${Name}}
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
 *     types</a>
 */
record PathPattern(Value value, String text) {
    /** Those of a rule that are known. */
    static List<PathPattern> of(Resource rule) {
        List<PathPattern> patterns = new ArrayList<>();
        for (Value condition : Value.of(rule).member("Conditions").items()) {
            boolean isPath = condition
                    .member("Field")
                    .literal()
                    .filter("path-pattern"::equals)
                    .isPresent();
            if (isPath) {
                collect(condition.member("Values"), patterns);
                collect(condition.member("PathPatternConfig").member("Values"), patterns);
            }
        }
        return List.copyOf(patterns);
    }

    private static void collect(Value values, List<PathPattern> patterns) {
        values.items().forEach(value -> value.text().ifPresent(text -> patterns.add(new PathPattern(value, text))));
    }

    /** Whether a path, with its references as they are, matches. */
    boolean matches(String path) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            expression.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(expression.toString()).matcher(path).matches();
    }
}
