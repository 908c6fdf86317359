package dev.fargatecd.cloudformation.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class Nearest {
    private Nearest() {}

    /** {@code did you mean Name?} for the nearest of the names; empty where none is near. */
    public static String hint(String word, Collection<String> names) {
        return of(word, names).map(name -> "did you mean " + name + "?").orElse("");
    }

    /** The nearest of the names: at most a third of the letters differ. */
    public static Optional<String> of(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int most = Math.max(1, word.length() / 3);
        return names.stream()
                .filter(name -> Math.abs(name.length() - word.length()) <= most)
                .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= most)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
