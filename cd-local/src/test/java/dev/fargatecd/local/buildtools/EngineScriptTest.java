package dev.fargatecd.local.buildtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineScriptTest {
    @Test
    void leadsEcrsNamesToTheLocalRegistryAndPassesAllElseOn(@TempDir Path folder) throws Exception {
        Path client = folder.resolve("it's docker");
        Files.writeString(client, "#!/bin/sh\nprintf '<%s>' \"$@\"\ncat\nexit 3\n");
        Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
        EngineScript.install(folder, client, "127.0.0.1:4566");
        Process process = new ProcessBuilder(List.of(
                        folder.resolve("docker").toString(),
                        "build",
                        "--tag=000000000000.dkr.ecr.eu-west-1.amazonaws.com/hello:1",
                        "--build-arg",
                        "A=a b\n\"$(x)\"",
                        "",
                        "https://123456789012.dkr.ecr.us-east-1.amazonaws.com"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write("password".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("<build><--tag=127.0.0.1:4566/hello:1><--build-arg><A=a b\n\"$(x)\"><>"
                        + "<https://127.0.0.1:4566>password");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
    }
}
