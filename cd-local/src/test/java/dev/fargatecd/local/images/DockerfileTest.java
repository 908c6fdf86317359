package dev.fargatecd.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each {@code x.Dockerfile} of the fixtures is planned and compared with {@code x.expected}. */
final class DockerfileTest {
    private final Path folder;

    DockerfileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void context() throws IOException {
        write("start.sh", "755");
        write("ignored.txt", "644");
        write("target/app.jar", "644");
        write("target/other.txt", "644");
        write("conf/a b.txt", "644");
        write("conf/deep/c.txt", "644");
        Files.createSymbolicLink(folder.resolve("link.sh"), Path.of("start.sh"));
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve(".dockerignore"), "# comment\n*.txt\n**/other.*\n!conf/**\n");
        Files.setPosixFilePermissions(folder.resolve(".dockerignore"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void write(String name, String mode) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(mode.equals("755") ? "rwxr-xr-x" : "rw-r--r--"));
        for (Path parent = file.getParent(); parent != null && !parent.equals(folder); parent = parent.getParent()) {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @TestFactory
    Stream<DynamicTest> plansTheFixtures() throws Exception {
        Path fixtures = Path.of(
                Objects.requireNonNull(getClass().getResource("dockerfiles")).toURI());
        List<Path> files;
        try (Stream<Path> found = Files.list(fixtures)) {
            files = found.filter(file -> file.toString().endsWith(".Dockerfile"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Path expected =
                            file.resolveSibling(file.getFileName().toString().replace(".Dockerfile", ".expected"));
                    assertThat(outcome(Files.readString(file))).isEqualTo(Files.readString(expected));
                }));
    }

    private String outcome(String text) throws IOException {
        Files.deleteIfExists(folder.resolve("out/passwd"));
        if (text.contains("out/passwd")) {
            Files.createSymbolicLink(folder.resolve("out/passwd"), Path.of("/etc/passwd"));
        }
        try {
            Dockerfile dockerfile = DockerfileParser.parse("Dockerfile", text);
            BuildContext context = BuildContext.of(folder, folder.resolve("Dockerfile"));
            return describe(ImagePlanner.plan(
                    dockerfile,
                    Map.of("COMMIT", "abc123"),
                    context,
                    image -> image.registry().filter("127.0.0.1:1"::equals).isPresent()));
        } catch (DockerfileException wrong) {
            return "error "
                    + Objects.requireNonNull(wrong.getMessage())
                            .replace(folder.toRealPath().toString(), "<context>")
                    + "\n";
        }
    }

    private static String describe(ImagePlan plan) {
        List<String> lines = new ArrayList<>();
        plan.base().ifPresent(base -> lines.add("base " + base));
        new TreeMap<>(plan.labels()).forEach((name, value) -> lines.add("label " + name + "=" + value));
        plan.env().forEach((name, value) -> lines.add("env " + name + "=" + value));
        plan.workdir().ifPresent(path -> lines.add("workdir " + path));
        plan.user().ifPresent(user -> lines.add("user " + user));
        plan.ports().forEach(port -> lines.add("port " + port));
        plan.entrypoint().ifPresent(words -> lines.add("entrypoint " + words));
        plan.cmd().ifPresent(words -> lines.add("cmd " + words));
        for (ImagePlan.Layer layer : plan.layers()) {
            lines.add("layer " + layer.origin() + ": "
                    + layer.entries().stream()
                            .map(entry ->
                                    entry.target() + " " + Integer.toOctalString(entry.mode()) + " " + entry.owner())
                            .collect(Collectors.joining(", ")));
        }
        plan.warnings().forEach(warning -> lines.add("warning " + warning));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
