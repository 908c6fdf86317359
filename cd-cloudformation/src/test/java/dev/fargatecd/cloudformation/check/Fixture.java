package dev.fargatecd.cloudformation.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A mistake, as files, and what is found in them: {@code x.yml}, or all that is in the folder {@code x}, and {@code
 * x.findings}; in {@code x.cfn-lint} what cfn-lint finds.
 */
record Fixture(Path path) {
    static List<Fixture> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(path -> !path.toString().matches(".*\\.(findings|cfn-lint)"))
                    .sorted()
                    .map(Fixture::new)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String name() {
        return path.getFileName().toString().replaceAll("\\.\\w+$", "");
    }

    List<SourceFile> files() throws IOException {
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            return files.sorted()
                    .map(file -> new SourceFile(file.getFileName().toString(), text(file)))
                    .toList();
        }
    }

    List<String> expected() throws IOException {
        return Files.readAllLines(path.resolveSibling(name() + ".findings"));
    }

    /** What cfn-lint finds in the same files. */
    List<String> foundByCfnLint() throws IOException {
        return Files.readAllLines(path.resolveSibling(name() + ".cfn-lint"));
    }

    @Override
    public String toString() {
        return name();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(Fixture.class.getResource("/checks")).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
