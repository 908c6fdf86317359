package dev.fargatecd.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageStoreTest {
    private static final String DOCKERFILE = """
            FROM eclipse-temurin:17-jre
            ENV A=1
            WORKDIR /app
            COPY app.txt .
            EXPOSE 5000
            USER 10001
            ENTRYPOINT ["java", "-version"]
            CMD ["x"]
            """;

    private final Path folder;

    ImageStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void buildsAnImageWhoseConfigurationSaysWhatTheDockerfileSays() throws Exception {
        BuiltImage image = build("one");

        JsonNode config = new JsonMapper().readTree(image.config().file().toFile());
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        assertThat(config.path("os").asText()).isEqualTo("linux");
        assertThat(config.path("created").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(config.path("config").path("Env").toString()).isEqualTo("[\"A=1\"]");
        assertThat(config.path("config").path("Entrypoint").toString()).isEqualTo("[\"java\",\"-version\"]");
        assertThat(config.path("config").path("Cmd").toString()).isEqualTo("[\"x\"]");
        assertThat(config.path("config").path("WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.path("config").path("User").asText()).isEqualTo("10001");
        assertThat(config.path("config").path("ExposedPorts").has("5000/tcp")).isTrue();
        assertThat(config.path("config").path("Labels").path(ImageLabels.JAVA).asText())
                .isEqualTo("17");
        assertThat(files(image)).contains("app/", "app/app.txt");
    }

    @Test
    void makesTheSameImageOfTheSameFilesAtAnotherTime() throws Exception {
        assertThat(build("one").manifest()).isEqualTo(build("two").manifest());
    }

    private BuiltImage build(String name) throws Exception {
        Path context = Files.createDirectories(folder.resolve(name));
        Path file = Files.writeString(context.resolve("app.txt"), "hello");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(name.hashCode())));
        ImagePlan plan = ImagePlanner.plan(
                DockerfileParser.parse("Dockerfile", DOCKERFILE),
                Map.of(),
                BuildContext.of(context, context.resolve("Dockerfile")),
                image -> false);
        return new ImageStore(folder.resolve("store-" + name))
                .build(
                        plan,
                        "amd64",
                        new Registry(Registry.http(), URI.create("http://127.0.0.1:1"), Optional.empty()));
    }

    private static List<String> files(BuiltImage image) throws Exception {
        List<String> names = new ArrayList<>();
        for (BuiltImage.Blob layer : image.layers()) {
            try (TarArchiveInputStream in =
                    new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.file())))) {
                for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }
}
