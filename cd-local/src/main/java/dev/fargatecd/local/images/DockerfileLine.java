package dev.fargatecd.local.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One logical line of a Dockerfile: continuations joined, comments and blank lines gone.
 *
 * @param number of the physical line it begins in, from 1
 * @param keyword in upper case
 * @param rest what follows the keyword, trimmed; may be empty
 */
record DockerfileLine(int number, String keyword, String rest) {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.*?)\\s*");

    /** The escape character that the parser directives at the head of the file choose. */
    static char escapeOf(String file, List<String> physical) throws DockerfileException {
        for (int i = 0; i < physical.size(); i++) {
            Matcher directive = DIRECTIVE.matcher(physical.get(i).strip());
            if (!directive.matches()) {
                return '\\';
            }
            if (directive.group(1).equalsIgnoreCase("escape")) {
                String value = directive.group(2);
                if (!value.equals("\\") && !value.equals("`")) {
                    throw new DockerfileException(
                            file, i + 1, "escape \"" + value + "\" is not one of: backslash, backtick");
                }
                return value.charAt(0);
            }
        }
        return '\\';
    }

    static List<DockerfileLine> read(List<String> physical, char escape) {
        List<DockerfileLine> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int begin = 0;
        for (int i = 0; i < physical.size(); i++) {
            String text = physical.get(i);
            if (text.isBlank() || text.stripLeading().startsWith("#")) {
                continue;
            }
            if (open.isEmpty()) {
                begin = i + 1;
            }
            String trimmed = text.stripTrailing();
            if (trimmed.charAt(trimmed.length() - 1) == escape) {
                open.append(trimmed, 0, trimmed.length() - 1);
                // A continuation that is all there is on its line must still count as begun.
                if (open.isEmpty()) {
                    open.append(' ');
                }
                continue;
            }
            lines.add(split(begin, open.append(text).toString().strip()));
            open.setLength(0);
        }
        if (!open.isEmpty()) {
            lines.add(split(begin, open.toString().strip()));
        }
        return lines;
    }

    private static DockerfileLine split(int number, String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return new DockerfileLine(
                number,
                text.substring(0, end).toUpperCase(Locale.ROOT),
                text.substring(end).strip());
    }
}
