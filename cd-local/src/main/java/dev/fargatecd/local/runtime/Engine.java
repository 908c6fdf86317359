package dev.fargatecd.local.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * A container engine of this machine, as the docker commands of a build reach it.
 *
 * @param client the program docker
 * @param environment what leads it to the engine, {@code DOCKER_HOST} for example
 */
public record Engine(Path client, Map<String, String> environment) {
    public Engine {
        environment = Map.copyOf(environment);
    }
}
