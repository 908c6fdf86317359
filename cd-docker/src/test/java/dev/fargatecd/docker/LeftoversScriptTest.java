package dev.fargatecd.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that a killed cloud leaves the tidying up to. */
final class LeftoversScriptTest {
    private static final String LABEL = "dev.fargatecd.cloud=/tmp/fargate-cd-1";

    @Test
    void removesWhatIsMarkedOnceNobodyHoldsThePipeAnyMore(@TempDir Path folder) throws Exception {
        Path docker = folder.resolve("docker");
        Path calls = folder.resolve("calls");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>'%s'
                case $1 in
                  ps) echo one; echo two ;;
                  network) [ "$2" = rm ] || echo three ;;
                esac
                """.formatted(calls));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        Process script = new ProcessBuilder("/bin/sh", "-c", script(), "fargate-cd", docker.toString(), LABEL).start();

        assertThat(script.waitFor(100, TimeUnit.MILLISECONDS))
                .as("it ends while the pipe is held")
                .isFalse();
        assertThat(calls).doesNotExist();
        script.getOutputStream().close(); // as the system does when the JVM is gone
        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(calls))
                .containsExactly(
                        "ps --all --quiet --filter label=" + LABEL,
                        "rm --force --volumes one two",
                        "network ls --quiet --filter label=" + LABEL,
                        "network rm three");
    }

    private static String script() throws Exception {
        try (InputStream in = Leftovers.class.getResourceAsStream("leftovers.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
