package dev.fargatecd.cloudformation.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One mistake at a time in files of a whole delivery, {@code mutations/base}: {@code mutations.json} says what is
 * replaced by what, and where the checker must say so.
 */
final class MutationsTest {
    private static final Checker CHECKER = new Checker(Catalogue.checks());
    private static final Map<String, String> BASE = base();

    @Test
    void findsNothingInTheFilesAsTheyAre() {
        assertThat(CHECKER.check(files(BASE))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void findsTheMistakeAtItsLine(Mutation mutation) {
        Map<String, String> mutated = new LinkedHashMap<>(BASE);
        mutated.compute(mutation.file, (name, text) -> mutation.applied(Objects.requireNonNull(text)));
        assertThat(CHECKER.check(files(mutated)).stream()
                        .map(finding -> finding.position().file() + ":"
                                + finding.position().line() + " " + finding.id()))
                .contains(mutation.found);
    }

    /** A text that is replaced, and the finding that is due: {@code service.yml:12 wrong-reference}. */
    record Mutation(String name, String file, String old, String replacement, int nth, String found) {
        /** The file and line of the finding. */
        String place() {
            return found.substring(0, found.indexOf(' '));
        }

        String applied(String text) {
            int at = -1;
            for (int i = 0; i <= nth; i++) {
                at = text.indexOf(old, at + 1);
            }
            assertThat(at).as(name).isNotNegative();
            return text.substring(0, at) + replacement + text.substring(at + old.length());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What cfn-lint names: {@code e-cidr environment.yml:24}. */
    static Set<String> linesOfCfnLint() throws IOException {
        return Files.readAllLines(folder().resolve("mutations.cfn-lint")).stream()
                .map(line -> line.replaceFirst("^(\\S+ [^:]+:\\d+):.*", "$1"))
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<Mutation> mutations() throws IOException {
        List<Mutation> mutations = new ArrayList<>();
        for (JsonNode one :
                new ObjectMapper().readTree(folder().resolve("mutations.json").toFile())) {
            mutations.add(new Mutation(
                    one.path("name").asText(),
                    one.path("file").asText(),
                    one.path("old").asText(),
                    one.path("new").asText(),
                    one.path("nth").asInt(),
                    one.path("found").asText()));
        }
        return mutations;
    }

    private static List<SourceFile> files(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> new SourceFile(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Map<String, String> base() {
        try (Stream<Path> files = Files.list(folder().resolve("base"))) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(MutationsTest.class.getResource("/mutations"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
