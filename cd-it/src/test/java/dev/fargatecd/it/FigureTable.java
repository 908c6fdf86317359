package dev.fargatecd.it;

import java.util.Arrays;
import java.util.Locale;

/** Prints figures as the table of docs/BENCHMARKS.md. */
final class FigureTable {
    private FigureTable() {}

    static void begin() {
        System.out.println("| what | median | min | max | n |");
        System.out.println("|---|---|---|---|---|");
    }

    static void print(String what, double[] values) {
        double[] sorted = sorted(values);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %d |%n",
                what,
                median(values),
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }

    /** A row of one number that is no time: a ratio of medians, with two decimals. */
    static void printRatio(String what, double[] of, double[] to) {
        System.out.printf(Locale.ROOT, "| %s | %.2f | | | |%n", what, median(of) / median(to));
    }

    static double median(double[] values) {
        double[] sorted = sorted(values);
        return sorted[sorted.length / 2];
    }

    static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
