package dev.fargatecd.templates.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the right name for a wrong one. */
final class Spelling {
    private Spelling() {}

    /** The candidate that was probably meant; empty when none is near enough. */
    static Optional<String> nearest(String given, Collection<String> candidates) {
        int far = Math.max(1, given.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(plain(given), plain(candidate)) <= far)
                .min(Comparator.comparingInt((String candidate) -> distance(plain(given), plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code desiredCount}, {@code desired_count} and {@code desired-count} are one. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** How many insertions, deletions, replacements and swaps of neighbours lead from one to the other. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
