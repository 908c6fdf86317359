package dev.fargatecd.templates.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.FargateSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code x.yml} of {@code definitions/} is a definition, and {@code x.findings} beside it what is wrong with it;
 * without one it is right. The schema must say the same, but where {@code beyond-schema} names what it can't say.
 */
class DefinitionCorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/definitions");
    private static final Path SCHEMA = Path.of("../docs/schema/fargate-cd.schema.json");

    static List<Path> definitions() throws IOException {
        try (Stream<Path> own = Files.list(FOLDER);
                Stream<Path> golden = Files.list(Path.of("src/test/resources/golden"))) {
            return Stream.concat(
                            own.filter(file -> file.toString().endsWith(".yml")),
                            golden.map(folder -> folder.resolve(Definition.FILE_NAME)))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void findsEverythingThatIsWrong(Path file) throws IOException {
        List<String> found =
                read(file).findings().stream().map(Finding::toString).toList();
        Path expected = Path.of(file.toString().replaceAll("yml$", "findings"));
        if (Boolean.getBoolean("golden.write") && !found.isEmpty()) {
            Files.write(expected, found);
        }

        assertThat(found).isEqualTo(Files.exists(expected) ? Files.readAllLines(expected) : List.of());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void theSchemaSaysTheSame(Path file) throws IOException {
        boolean beyond = file.getFileName().toString().startsWith("beyond-schema");

        assertThat(isValidBySchema(Files.readString(file)))
                .isEqualTo(beyond || read(file).findings().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void readsWhatItWrites(Path file) throws IOException {
        read(file).delivery().ifPresent(delivery -> {
            String text = DefinitionWriter.write(delivery);

            Delivery again = Definition.read("again.yml", text).orElseThrow();
            assertThat(again).isEqualTo(delivery);
            assertThat(DefinitionWriter.write(again)).isEqualTo(text);
            assertThat(isValidBySchema(text)).isTrue();
        });
    }

    @Test
    void theSchemaKnowsFargatesSizes() {
        for (int cpu : FargateSize.cpus()) {
            for (int memory = 512; memory <= 131_072; memory += 512) {
                assertThat(isValidBySchema(withSize(cpu, memory)))
                        .as("cpu %d, memory %d", cpu, memory)
                        .isEqualTo(FargateSize.memoriesFor(cpu).contains(memory));
            }
        }
    }

    private static String withSize(int cpu, int memory) {
        return """
                version: 1
                application: x
                source: { codecommit: { repository: x } }
                service: { port: 1, path: /, cpu: %d, memory: %d }
                environments: { test: { network: { create: true } } }
                """.formatted(cpu, memory);
    }

    private static Definition read(Path file) throws IOException {
        return Definition.read(file.getFileName().toString(), Files.readString(file));
    }

    private static boolean isValidBySchema(String definition) {
        try {
            String json = json(TreeReader.read("x", definition));
            return Schema.OF_DEFINITIONS.validate(json, InputFormat.JSON).isEmpty();
        } catch (TemplateException notEvenYaml) {
            return false;
        }
    }

    /** An editor's YAML reader may differ; here schema and reader are to see the same. */
    private static String json(Node node) {
        return node.accept(new Node.Visitor<>() {
            @Override
            public String scalar(Node.Scalar scalar) {
                return scalar.kind() == Node.Kind.TEXT ? quoted(scalar.text()) : scalar.text();
            }

            @Override
            public String sequence(Node.Sequence sequence) {
                return sequence.items().stream()
                        .map(DefinitionCorpusTest::json)
                        .collect(Collectors.joining(",", "[", "]"));
            }

            @Override
            public String mapping(Node.Mapping mapping) {
                return mapping.entries().stream()
                        .map(entry -> quoted(entry.key()) + ":" + json(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
            }
        });
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static final class Schema {
        static final JsonSchema OF_DEFINITIONS = load();

        private static JsonSchema load() {
            try {
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA));
            } catch (IOException missing) {
                throw new AssertionError(missing);
            }
        }
    }
}
