package dev.fargatecd.local.codebuild.buildspec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each {@code x.yml} of the fixtures is read and compared with {@code x.expected}. */
final class BuildspecReaderTest {

    @TestFactory
    Stream<DynamicTest> readsTheFixtures() throws Exception {
        Path fixtures = Path.of(Objects.requireNonNull(
                        BuildspecReaderTest.class.getResource("/dev/fargatecd/local/codebuild/buildspecs"))
                .toURI());
        List<Path> files;
        try (Stream<Path> found = Files.list(fixtures)) {
            files = found.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Path expected =
                            file.resolveSibling(file.getFileName().toString().replace(".yml", ".expected"));
                    assertThat(outcome(Files.readString(file))).isEqualTo(Files.readString(expected));
                }));
    }

    private static String outcome(String text) {
        try {
            return describe(BuildspecReader.read("x.yml", text));
        } catch (BuildspecException wrong) {
            return "error " + wrong.getMessage() + "\n";
        }
    }

    private static String describe(Buildspec buildspec) {
        StringBuilder out = new StringBuilder("shell " + buildspec.shell() + "\n");
        buildspec
                .variables()
                .forEach((name, value) -> out.append("variable ")
                        .append(name)
                        .append('=')
                        .append(value)
                        .append('\n'));
        buildspec.parameters().forEach((name, from) -> out.append("parameter " + name + " from " + from + "\n"));
        buildspec.secrets().forEach((name, from) -> out.append("secret " + name + " from " + from + "\n"));
        if (!buildspec.exported().isEmpty()) {
            out.append("exported ").append(buildspec.exported()).append('\n');
        }
        for (Buildspec.PhaseName name : Buildspec.PhaseName.values()) {
            Buildspec.Phase phase = buildspec.phases().get(name);
            if (phase != null) {
                out.append(name).append(' ').append(phase.onFailure()).append('\n');
                phase.runtimes()
                        .forEach(runtime -> out.append("  runtime " + runtime.line() + " " + runtime.runtime() + " "
                                + runtime.version() + "\n"));
                phase.commands().forEach(command -> out.append(describe("command", command)));
                phase.last().forEach(command -> out.append(describe("finally", command)));
            }
        }
        buildspec
                .reports()
                .forEach(report -> out.append(
                        "report " + report.group() + " " + report.files().files() + " in "
                                + report.files().baseFolder().orElse(".") + "\n"));
        buildspec
                .artifacts()
                .ifPresent(artifacts -> out.append("artifacts "
                        + artifacts.files().files() + " without "
                        + artifacts.files().excluded() + " in "
                        + artifacts.files().baseFolder().orElse(".") + " named "
                        + artifacts.name().orElse("-") + (artifacts.files().discardPaths() ? " flat" : "")
                        + (artifacts.symbolicLinks() ? " links" : "") + "\n"));
        if (!buildspec.cache().isEmpty()) {
            out.append("cache ").append(buildspec.cache()).append('\n');
        }
        return out.toString();
    }

    private static String describe(String kind, Buildspec.Command command) {
        return "  " + kind + " " + command.line() + " " + command.text().replace("\n", "\\n") + "\n";
    }
}
