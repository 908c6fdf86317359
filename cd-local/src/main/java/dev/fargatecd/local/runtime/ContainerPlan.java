package dev.fargatecd.local.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to start: an image, and what a task says otherwise.
 *
 * @param task its id; the containers of one task reach each other on localhost
 * @param entryPoint in place of the image's; with it the image's command is dropped, as docker does
 * @param command in place of the image's
 * @param environment on top of the image's
 * @param workingDirectory an absolute path inside the image, in place of the image's
 * @param user in place of the image's
 * @param port of the container that others reach; empty where there is none
 * @param healthCheck the only one that counts: an image's own is ignored, as on ECS
 * @param folder for the container's temporary files; the runtime makes it, and removes it when the container has ended
 */
public record ContainerPlan(
        String task,
        ContainerImage image,
        Optional<List<String>> entryPoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        Optional<Integer> port,
        Limits limits,
        Optional<HealthCheck> healthCheck,
        Path folder) {
    public ContainerPlan {
        environment = Map.copyOf(environment);
    }

    /** Entry point and command, one after the other; may be empty, where neither the image nor the task has any. */
    public List<String> words() {
        List<String> entry = entryPoint.orElse(image.config().entryPoint());
        List<String> arguments = command.orElse(
                entryPoint.isPresent() ? List.of() : image.config().command());
        return Stream.concat(entry.stream(), arguments.stream()).toList();
    }
}
