package dev.fargatecd.cloudformation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name with references: the same name may be written with others elsewhere, as an export and its import are. */
public final class NamePattern {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    /** Characters; 0 for any number of them but none. */
    private final List<Character> parts;

    private NamePattern(List<Character> parts) {
        this.parts = parts;
    }

    /** That of a text with references as {@code ${Name}}. */
    public static NamePattern of(String text) {
        List<Character> parts = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text);
        int done = 0;
        while (matcher.find()) {
            add(text.substring(done, matcher.start()), parts);
            parts.add('\0');
            done = matcher.end();
        }
        add(text.substring(done), parts);
        return new NamePattern(List.copyOf(parts));
    }

    /** Whether there are values for the references of both with which the names are the same. */
    public boolean mayBe(NamePattern other) {
        boolean[][] may = new boolean[parts.size() + 1][other.parts.size() + 1];
        may[0][0] = true;
        for (int i = 1; i <= parts.size(); i++) {
            for (int j = 1; j <= other.parts.size(); j++) {
                char one = parts.get(i - 1);
                char two = other.parts.get(j - 1);
                boolean isSame = may[i - 1][j - 1] && (one == '\0' || two == '\0' || one == two);
                boolean goesOn = (one == '\0' && may[i][j - 1]) || (two == '\0' && may[i - 1][j]);
                may[i][j] = isSame || goesOn;
            }
        }
        return may[parts.size()][other.parts.size()];
    }

    private static void add(String literal, List<Character> parts) {
        literal.chars().forEach(c -> parts.add((char) c));
    }
}
