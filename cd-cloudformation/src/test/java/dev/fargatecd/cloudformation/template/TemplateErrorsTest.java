package dev.fargatecd.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of a template that AWS refuses and what it says: {@code x.yml} and {@code x.error} below templates/errors. */
class TemplateErrorsTest {
    @ParameterizedTest
    @MethodSource("templates")
    void refusesWithThePlaceAndAwsText(Path template) throws IOException {
        List<String> expected = Files.readAllLines(
                template.resolveSibling(template.getFileName().toString().replaceAll("\\.\\w+$", ".error")));
        TemplateException failure = catchThrowableOfType(
                TemplateException.class,
                () -> Template.read(template.getFileName().toString(), Files.readString(template)));

        assertThat(failure)
                .as("nothing is wrong with %s", template.getFileName())
                .isNotNull();
        assertThat(failure.getMessage()).isEqualTo(expected.get(1));
        assertThat(failure.position().toString()).isEqualTo(expected.get(0));
    }

    static List<Path> templates() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(TemplateErrorsTest.class.getResource("/templates/errors"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> !file.toString().endsWith(".error"))
                    .sorted()
                    .toList();
        }
    }
}
