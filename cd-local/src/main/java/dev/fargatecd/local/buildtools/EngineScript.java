package dev.fargatecd.local.buildtools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The script that stands for docker where an engine is: the real one, with ECR's host name led to the local registry. */
final class EngineScript {
    private static final String TEXT = """
            #!/bin/sh
            # The engine's own docker. A name that ECR has on AWS would lead the engine to AWS.
            for word do
              shift
              case $word in
                *.dkr.ecr.*.amazonaws.com*)
                  word=$(printf '%s' "$word" | sed -E 's#[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com#@registry@#g') ;;
              esac
              set -- "$@" "$word"
            done
            exec '@docker@' "$@"
            """;

    private EngineScript() {}

    /**
     * Writes the script.
     *
     * @param client the real docker
     * @param registry host and port of the local registry
     */
    static void install(Path bin, Path client, String registry) throws IOException {
        Path file = bin.resolve("docker");
        Files.writeString(
                file,
                TEXT.replace("@registry@", registry)
                        .replace("@docker@", client.toString().replace("'", "'\\''")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
