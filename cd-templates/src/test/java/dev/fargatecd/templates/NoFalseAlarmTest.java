package dev.fargatecd.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.Checker;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered is right by our own checks: each delivery's files together, as they work together. */
final class NoFalseAlarmTest {
    private static final Path REPOSITORY = Path.of("..");

    @ParameterizedTest
    @MethodSource("deliveries")
    void findsNothingInWhatIsRendered(Path delivery) throws IOException {
        List<SourceFile> files = new ArrayList<>(files(delivery.resolve("cf")));
        for (String own : List.of("buildspec.yml", "Dockerfile")) {
            if (Files.exists(delivery.resolve(own))) {
                files.add(read(delivery.resolve(own)));
            }
        }
        assertThat(files).hasSizeGreaterThan(0);
        assertThat(new Checker(Catalogue.checks()).check(files)).isEmpty();
    }

    static List<Path> deliveries() throws IOException {
        try (Stream<Path> golden = Files.list(Path.of("src/test/resources/golden"))) {
            return Stream.concat(Stream.of(REPOSITORY), golden.sorted()).toList();
        }
    }

    private static List<SourceFile> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(NoFalseAlarmTest::read).toList();
        }
    }

    private static SourceFile read(Path file) {
        try {
            return new SourceFile(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
