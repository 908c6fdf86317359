package dev.fargatecd.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine is taken, and what is said where there is none. */
final class EngineAddressTest {
    @Test
    void theOneThatIsNamedComesFirst() {
        assertThat(EngineAddress.of(Map.of("DOCKER_HOST", "unix:///run/mine.sock", "CONTAINER_HOST", "unix:///other")))
                .isEqualTo(URI.create("unix:///run/mine.sock"));
        assertThat(EngineAddress.of(Map.of("DOCKER_HOST", "", "CONTAINER_HOST", "unix:///run/podman.sock")))
                .isEqualTo(URI.create("unix:///run/podman.sock"));
    }

    @Test
    void whereNothingAnswersThatIsSaidWithTheAddress(@TempDir Path folder) throws Exception {
        String path = path(folder);
        assertThatIOException()
                .isThrownBy(() -> DockerEngine.connect(
                        Map.of("PATH", path, "DOCKER_HOST", "unix://" + folder.resolve("none.sock"))))
                .withMessageContaining("no container engine answers at unix://" + folder.resolve("none.sock"))
                .withMessageEndingWith("start one, or name another by DOCKER_HOST");
    }

    @Test
    void anEngineBehindSshIsRefused(@TempDir Path folder) throws Exception {
        String path = path(folder);
        assertThatIOException()
                .isThrownBy(() -> DockerEngine.connect(Map.of("PATH", path, "DOCKER_HOST", "ssh://ada@example.com")))
                .withMessageContaining("ssh://ada@example.com is not supported");
    }

    private static String path(Path folder) throws Exception {
        Files.createFile(
                folder.resolve("docker"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return folder.toString();
    }
}
