package dev.fargatecd.cli.init;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The difference of two texts, as {@code diff -u} shows it. */
final class UnifiedDiff {
    private UnifiedDiff() {}

    static String of(String path, String old, String replacement) throws IOException {
        RawText before = new RawText(old.getBytes(StandardCharsets.UTF_8));
        RawText after = new RawText(replacement.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after), before, after);
        }
        return "--- " + path + "\n+++ " + path + " (new)\n" + hunks.toString(StandardCharsets.UTF_8);
    }
}
