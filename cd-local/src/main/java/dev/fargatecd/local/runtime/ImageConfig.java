package dev.fargatecd.local.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an image says it is to be started: the {@code config} of its configuration.
 *
 * @param workingDirectory "/" where the image says nothing
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image configuration</a>
 */
public record ImageConfig(
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        String workingDirectory,
        Optional<String> user,
        Map<String, String> labels) {
    public ImageConfig {
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }

    /** An image that says nothing. */
    public static ImageConfig empty() {
        return new ImageConfig(List.of(), List.of(), Map.of(), "/", Optional.empty(), Map.of());
    }

    /** Reads a configuration as registries have it. */
    static ImageConfig read(JsonNode configuration) {
        JsonNode config = configuration.path("config");
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : texts(config.path("Env"))) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        config.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String folder = config.path("WorkingDir").asText("");
        return new ImageConfig(
                texts(config.path("Entrypoint")),
                texts(config.path("Cmd")),
                environment,
                folder.isEmpty() ? "/" : folder,
                Optional.of(config.path("User").asText("")).filter(user -> !user.isEmpty()),
                labels);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
