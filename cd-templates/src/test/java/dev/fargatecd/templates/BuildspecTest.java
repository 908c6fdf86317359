package dev.fargatecd.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of this repository's buildspec and of the rendered one, run as CodeBuild runs them: all in one shell, which
 * may be any. Tools that write down how they were called stand for aws, docker and mvn.
 */
class BuildspecTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String IMAGE = "127.0.0.1:4566/welcomer:" + COMMIT;

    static Stream<Arguments> buildspecsAndShells() {
        return Stream.of("../buildspec.yml", "src/test/resources/golden/smallest/cf/buildspec.yml")
                .flatMap(file -> Stream.of("/bin/sh", "/bin/bash", "/bin/dash")
                        .map(shell -> Arguments.of(Path.of(file), shell)));
    }

    @ParameterizedTest
    @MethodSource("buildspecsAndShells")
    void buildsAndPushesTheImageOfACommit(Path buildspec, String shell, @TempDir Path folder) throws Exception {
        Run run = run(buildspec, shell, folder, "case $1 in manifest) exit 1 ;; login) cat > login ;; esac");

        assertThat(run.exit()).as(run.log()).isZero();
        assertThat(run.calls())
                .filteredOn(call -> !call.startsWith("mvn"))
                .containsExactlyInAnyOrder(
                        "aws ecr get-login-password",
                        "docker login --username AWS --password-stdin 127.0.0.1:4566",
                        "docker manifest inspect " + IMAGE,
                        "docker build --tag " + IMAGE + " .",
                        "docker push " + IMAGE);
        assertThat(folder.resolve("login")).hasContent("secret");
        assertThat(folder.resolve("overrides.json")).hasContent("{\"Parameters\":{\"Tag\":\"" + COMMIT + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("buildspecsAndShells")
    void takesTheImageThatIsThereAlready(Path buildspec, String shell, @TempDir Path folder) throws Exception {
        Run run = run(buildspec, shell, folder, "");

        assertThat(run.exit()).as(run.log()).isZero();
        assertThat(run.calls()).noneMatch(call -> call.startsWith("docker build") || call.startsWith("docker push"));
        assertThat(folder.resolve("overrides.json")).hasContent("{\"Parameters\":{\"Tag\":\"" + COMMIT + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("buildspecsAndShells")
    void failsWhereThePushFails(Path buildspec, String shell, @TempDir Path folder) throws Exception {
        Run run = run(buildspec, shell, folder, "case $1 in manifest|push) exit 1 ;; esac");

        assertThat(run.exit()).isNotZero();
        assertThat(folder.resolve("overrides.json")).doesNotExist();
    }

    /** What came of a build. */
    private record Run(int exit, List<String> calls, String log) {}

    private static Run run(Path buildspec, String shell, Path folder, String docker) throws Exception {
        assumeThat(Files.exists(Path.of(shell))).as("%s is there", shell).isTrue();
        Path tools = Files.createDirectory(folder.resolve("tools"));
        tool(tools, "aws", "echo secret");
        tool(tools, "mvn", "");
        tool(tools, "docker", docker);
        Path script = Files.write(folder.resolve("build"), commands(buildspec));
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(shell, "-e", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("REPOSITORY_URI", "127.0.0.1:4566/welcomer");
        builder.environment().put("CODEBUILD_RESOLVED_SOURCE_VERSION", COMMIT);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readAllLines(folder.resolve("calls")), Files.readString(log));
    }

    private static void tool(Path folder, String name, String script) throws IOException {
        String text = "#!/bin/sh\necho \"" + name + " $*\" >> calls\n" + script + "\n";
        Path tool = Files.writeString(folder.resolve(name), text);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private static List<String> commands(Path buildspec) throws IOException {
        Node phases = get(TreeReader.read(buildspec.toString(), Files.readString(buildspec)), "phases");
        List<String> commands = new ArrayList<>();
        for (String phase : List.of("pre_build", "build")) {
            Node list = get(get(phases, phase), "commands");
            list.asSequence()
                    .orElseThrow()
                    .items()
                    .forEach(item -> commands.add(item.asScalar().orElseThrow().text()));
        }
        return commands;
    }

    private static Node get(Node node, String key) {
        return node.asMapping().flatMap(mapping -> mapping.get(key)).orElseThrow();
    }
}
