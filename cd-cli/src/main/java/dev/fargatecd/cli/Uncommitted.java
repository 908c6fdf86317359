package dev.fargatecd.cli;

import java.util.SortedSet;

/** Says what is not pushed because it is not committed. */
final class Uncommitted {
    private static final int MOST = 5;

    private Uncommitted() {}

    static String sentence(SortedSet<String> files) {
        String names = String.join(", ", files.stream().limit(MOST).toList());
        String more = files.size() > MOST ? " and " + (files.size() - MOST) + " more" : "";
        return "Not committed, so not pushed: " + names + more;
    }
}
