package dev.fargatecd.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A committed file that is not what the definition renders.
 *
 * @param path from the repository's root
 * @param kind how it differs
 * @param line the first line that differs, from 1; 0 when the file is missing or superfluous
 */
public record Drift(String path, Kind kind, int line) {
    /** How a committed file can differ. */
    public enum Kind {
        MISSING,
        DIFFERENT,
        /** It is one that fargate-cd renders, but not from this definition. */
        SUPERFLUOUS
    }

    /** Where the files below the repository's root differ from the rendering; empty when nowhere. */
    public static List<Drift> between(Rendering rendering, Path root) {
        List<Drift> drifts = new ArrayList<>();
        for (RenderedFile file : rendering.files()) {
            Path committed = root.resolve(file.path());
            if (!Files.isRegularFile(committed)) {
                drifts.add(new Drift(file.path(), Kind.MISSING, 0));
                continue;
            }
            int line = firstDifference(file.content(), read(committed));
            if (line > 0) {
                drifts.add(new Drift(file.path(), Kind.DIFFERENT, line));
            }
        }
        Rendering.PATHS.stream()
                .filter(path -> rendering.file(path).isEmpty() && Files.exists(root.resolve(path)))
                .forEach(path -> drifts.add(new Drift(path, Kind.SUPERFLUOUS, 0)));
        return List.copyOf(drifts);
    }

    /** In one line, for people. */
    @Override
    public String toString() {
        return path
                + switch (kind) {
                    case MISSING -> " is missing";
                    case DIFFERENT -> ":" + line + ": is not what the definition renders";
                    case SUPERFLUOUS -> " is not rendered from this definition";
                };
    }

    /** The first line that differs, from 1; 0 when all are equal. */
    private static int firstDifference(String rendered, String committed) {
        if (rendered.equals(committed)) {
            return 0;
        }
        String[] one = rendered.split("\n", -1);
        String[] other = committed.split("\n", -1);
        int line = 0;
        while (line < Math.min(one.length, other.length) && one[line].equals(other[line])) {
            line++;
        }
        return line + 1;
    }

    private static String read(Path file) {
        try {
            // Whatever bytes are there: a file that is not UTF-8 differs, and is no failure.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
