package dev.fargatecd.cloudformation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Templates that others wrote, below the folder {@code public.templates}: {@code .ci/run public_templates} fetches them.
 * Each error in one has been looked at, and is in {@code public-templates.txt} with what is wrong there.
 */
@EnabledIfSystemProperty(named = "public.templates", matches = ".+")
final class PublicTemplatesTest {
    private static final Checker CHECKER = new Checker(Catalogue.checks());
    private static final Path FOLDER = Path.of(System.getProperty("public.templates", ""));
    /** Templates that are meant to be wrong: they are read without falling over. */
    private static final String WRONG = "cfn-lint/bad/";

    @Test
    void reportsNoErrorThatIsNone() throws IOException {
        TreeSet<String> errors = new TreeSet<>();
        for (String name : names()) {
            CHECKER.check(List.of(file(name))).stream()
                    .filter(finding -> finding.severity() == Severity.ERROR && !name.startsWith(WRONG))
                    .map(finding -> name + ":" + finding.position().line() + " " + finding.id())
                    .forEach(errors::add);
        }
        assertThat(errors).containsExactlyElementsOf(known());
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(400);
            return names;
        }
    }

    /** Some of them are deliberately no UTF-8. */
    private static SourceFile file(String name) throws IOException {
        return new SourceFile(name, new String(Files.readAllBytes(FOLDER.resolve(name)), StandardCharsets.UTF_8));
    }

    private static Set<String> known() throws IOException {
        try (var text =
                Objects.requireNonNull(PublicTemplatesTest.class.getResourceAsStream("/public-templates.txt"))) {
            List<String> lines = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            return new TreeSet<>(lines);
        }
    }
}
