package dev.fargatecd.local.buildtools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.door.Door;
import dev.fargatecd.local.door.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts that a build calls, each way they can reach the cloud. */
final class ToolScriptsTest {
    private static final String TOKEN = "0123456789";

    private final Path folder;
    private final Door door;

    ToolScriptsTest(@TempDir Path folder) {
        this.folder = folder;
        Tool echo = (call, output) -> {
            output.out("folder " + call.folder());
            output.out("words " + call.words());
            output.err("input " + call.input());
            return call.words().contains("other") ? OptionalInt.empty() : OptionalInt.of(7);
        };
        door = new Door(
                0,
                List.of(new Mount(
                        "/_build/",
                        new ToolDoor(token -> Optional.<ToolDoor.Bench>of(new Bench(Map.of("docker", echo)))
                                .filter(bench -> token.equals(TOKEN))))),
                new DefaultHandler());
    }

    /** The tools of a build, without a build. */
    private record Bench(Map<String, Tool> tools) implements ToolDoor.Bench {
        @Override
        public Optional<Tool> tool(String name) {
            return Optional.ofNullable(tools.get(name));
        }

        @Override
        public String place() {
            return "buildspec.yml:12";
        }
    }

    @BeforeEach
    void open() throws Exception {
        door.open();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    private record Outcome(int code, String out, String err) {}

    @ParameterizedTest
    @EnumSource
    void passesArgumentsInputAndExitCode(ToolScript.Transport transport) throws Exception {
        Outcome outcome = call(transport, TOKEN, "geheim\n", "login", "a b", "", "é*$(x)\n\"", "--password-stdin");
        assertThat(outcome.err()).isEqualTo("input geheim\n\n");
        assertThat(outcome.out())
                .isEqualTo("folder " + folder.toRealPath() + "\nwords [login, a b, , é*$(x)\n\", --password-stdin]\n");
        assertThat(outcome.code()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void leavesToTheNextToolOnThePathWhatItDoesNotDo(ToolScript.Transport transport) throws Exception {
        Path real = Files.createDirectories(folder.resolve("real")).resolve("docker");
        Files.writeString(real, "#!/bin/sh\necho \"real $*: $(cat)\"\nexit 3\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
        Outcome outcome = call(transport, TOKEN, "the input", "other", "x y");
        assertThat(outcome.out()).endsWith("real other x y: the input\n");
        assertThat(outcome.code()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCallAndItsPlaceWhereThereIsNoOther(ToolScript.Transport transport) throws Exception {
        Outcome outcome = call(transport, TOKEN, "", "other", "--all");
        assertThat(outcome.err())
                .endsWith("docker other: the local cloud does not provide it, and there is no other docker on the PATH"
                        + " (buildspec.yml:12)\n");
        assertThat(outcome.code()).isEqualTo(127);
    }

    @ParameterizedTest
    @EnumSource
    void answersNobodyWithoutTheBuildsToken(ToolScript.Transport transport) throws Exception {
        Outcome outcome = call(transport, "wrong", "", "build");
        assertThat(outcome.code()).isEqualTo(125);
        assertThat(outcome.err()).contains("403");
    }

    @Test
    void takesTheFastestWayThatTheMachineHas() throws Exception {
        Path bash = Files.createFile(folder.resolve("bash"));
        assertThat(ToolScript.fastest(folder.toString()).transport()).isEqualTo(ToolScript.Transport.JAVA);
        Files.setPosixFilePermissions(bash, PosixFilePermissions.fromString("rwx------"));
        assertThat(ToolScript.fastest("/nowhere::" + folder).transport()).isEqualTo(ToolScript.Transport.BASH);
    }

    private Outcome call(ToolScript.Transport transport, String token, String input, String... words) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin with blank"));
        BuildTools.writeDoor(bin, door.endpoint(), token);
        transport
                .find("/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin")
                .orElseThrow()
                .install(bin, "docker");
        List<String> command =
                new java.util.ArrayList<>(List.of(bin.resolve("docker").toString()));
        command.addAll(List.of(words));
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH",
                bin + ":" + folder.resolve("real") + ":" + withoutDocker(),
                "http_proxy",
                "http://127.0.0.1:1"));
        builder.environment().keySet().retainAll(List.of("HOME", "LANG"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** This machine's programs by links, so that a docker it may have is not found. */
    private String withoutDocker() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : List.of("bash", "sh", "curl", "cat", "env")) {
            for (String path : List.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
                Path program = Path.of(path, name);
                if (Files.isExecutable(program) && !Files.exists(programs.resolve(name))) {
                    Files.createSymbolicLink(programs.resolve(name), program);
                }
            }
        }
        return programs.toString();
    }
}
