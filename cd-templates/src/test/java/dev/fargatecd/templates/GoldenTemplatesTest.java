package dev.fargatecd.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.JsonWriter;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code golden/} is a repository with a definition and what is rendered from it; so is this one.
 *
 * <p>After a change that is meant, {@code mvn test -pl cd-templates -am -Dgolden.write=true} writes them anew: read the
 * difference before committing it.
 */
class GoldenTemplatesTest {
    private static final Path THIS_REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    static List<Path> repositories() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden"))) {
            return Stream.concat(folders.sorted(), Stream.of(THIS_REPOSITORY)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void rendersWhatIsCommitted(Path repository) throws IOException {
        Rendering rendering = Rendering.of(delivery(repository));
        if (Boolean.getBoolean("golden.write")) {
            rendering.writeTo(repository);
        }

        for (RenderedFile file : rendering.files()) {
            assertThat(repository.resolve(file.path())).hasContent(file.content());
        }
        assertThat(Drift.between(rendering, repository)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void staysInsideCloudFormationsLimit(Path repository) {
        assertThat(Rendering.of(delivery(repository)).files())
                .allSatisfy(file -> assertThat(file.size()).isLessThan(RenderedFile.LARGEST_TEMPLATE));
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void meansTheSameInJson(Path repository) {
        for (RenderedFile file : Rendering.of(delivery(repository)).files()) {
            Node yaml = TreeReader.read(file.path(), file.content());

            String json = JsonWriter.write(yaml);

            assertThat(JsonWriter.write(TreeReader.read("json", json))).isEqualTo(json);
            assertThat(JsonWriter.write(TreeReader.read("yaml", Yaml.write(yaml))))
                    .isEqualTo(json);
        }
    }

    @Test
    void readsManyKindsOfDelivery() throws IOException {
        assertThat(repositories()).hasSizeGreaterThan(6);
    }

    static Delivery delivery(Path repository) {
        return Definition.read(repository.resolve(Definition.FILE_NAME)).orElseThrow();
    }
}
