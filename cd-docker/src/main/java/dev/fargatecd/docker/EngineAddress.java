package dev.fargatecd.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an engine is: what {@code DOCKER_HOST} names, else the first socket that is there. */
final class EngineAddress {
    private EngineAddress() {}

    /** @param environment of this process */
    static URI of(Map<String, String> environment) {
        return Stream.of("DOCKER_HOST", "CONTAINER_HOST")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(value -> !value.isBlank())
                .map(URI::create)
                .findFirst()
                .orElseGet(() -> socket(environment));
    }

    private static URI socket(Map<String, String> environment) {
        Path usual = Path.of("/var/run/docker.sock");
        Stream<Path> ofUser = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR")).map(Path::of).stream()
                .flatMap(folder -> Stream.of(folder.resolve("docker.sock"), folder.resolve("podman/podman.sock")));
        return Stream.of(Stream.of(usual), ofUser, Stream.of(Path.of("/run/podman/podman.sock")))
                .flatMap(sockets -> sockets)
                .filter(Files::exists)
                .findFirst()
                .map(path -> URI.create("unix://" + path))
                .orElse(URI.create("unix://" + usual));
    }
}
