package dev.fargatecd.local.images;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns of paths as Go's {@code filepath.Match} has them (Docker's), and {@code **} for any number of folders. */
final class Glob {
    private Glob() {}

    /** Whether the text is a pattern and not just a path. */
    static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }

    /** Without {@code .}, empty parts and a leading slash; {@code ..} takes back the part before it where there is one. */
    static String normalised(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** @throws IllegalArgumentException for a pattern that is malformed, such as an open bracket */
    static Pattern compile(String glob, String suffix) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    if (glob.startsWith("**/", i)) {
                        regex.append("(.*/)?");
                        i += 2;
                    } else if (glob.startsWith("**", i)) {
                        regex.append(".*");
                        i++;
                    } else {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        throw new IllegalArgumentException("the pattern " + glob + " has an open bracket");
                    }
                    regex.append('[').append(glob, i + 1, end).append(']');
                    i = end;
                }
                case '\\' -> {
                    if (i + 1 < glob.length()) {
                        regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex + suffix);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("the pattern " + glob + " is malformed", malformed);
        }
    }
}
