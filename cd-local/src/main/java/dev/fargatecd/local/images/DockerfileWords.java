package dev.fargatecd.local.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a Dockerfile: split at blanks outside quotes, then freed of quotes with their variables put in. */
final class DockerfileWords {
    private static final Pattern BRACED = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])([^{}]*))?}");
    private static final Pattern BARE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

    private DockerfileWords() {}

    /** The words, still with their quotes and escapes. */
    static List<String> split(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == escape && quote != '\'' && i + 1 < text.length()) {
                word.append(c).append(text.charAt(++i));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /**
     * The word's value: quotes and escapes removed, variables substituted outside single quotes.
     *
     * @param variables answers empty for what is not set, which becomes nothing, as Docker has it
     * @throws IllegalArgumentException for a form of substitution that is not supported, and for a quote left open
     */
    static String value(String word, char escape, Function<String, Optional<String>> variables) {
        StringBuilder out = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == escape && quote != '\'' && i + 1 < word.length()) {
                char next = word.charAt(++i);
                // Within double quotes an escape is one only before what is special there.
                if (quote == '"' && next != '"' && next != '$' && next != escape) {
                    out.append(c);
                }
                out.append(next);
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '$' && quote != '\'') {
                i = substitute(word, i, variables, out) - 1;
            } else {
                out.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is left open in " + word);
        }
        return out.toString();
    }

    /** Appends the variable at an index and answers the index behind it. */
    private static int substitute(
            String word, int at, Function<String, Optional<String>> variables, StringBuilder out) {
        if (at + 1 < word.length() && word.charAt(at + 1) == '{') {
            Matcher braced = BRACED.matcher(word).region(at, word.length());
            if (!braced.lookingAt()) {
                throw new IllegalArgumentException("the substitution at \"" + word.substring(at)
                        + "\" is not one of ${name}, ${name:-default}, ${name:+instead}");
            }
            Optional<String> value = variables.apply(braced.group(1));
            String operator = braced.group(2);
            if (operator == null) {
                out.append(value.orElse(""));
            } else {
                boolean set = operator.startsWith(":")
                        ? value.filter(v -> !v.isEmpty()).isPresent()
                        : value.isPresent();
                if (operator.endsWith("-")) {
                    out.append(set ? value.orElseThrow() : braced.group(3));
                } else {
                    out.append(set ? braced.group(3) : "");
                }
            }
            return braced.end();
        }
        Matcher bare = BARE.matcher(word).region(at, word.length());
        if (!bare.lookingAt()) {
            out.append('$');
            return at + 1;
        }
        out.append(variables.apply(bare.group(1)).orElse(""));
        return bare.end();
    }
}
