package dev.fargatecd.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import dev.fargatecd.local.OwnedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a cloud has made in the engine, and its removal: when the cloud is closed; by a watching shell script when its JVM
 * is killed; and by the next cloud where that was killed as well.
 *
 * <p>Containers and networks are found by a label that names the cloud's folder, images by the registry in their names.
 * Layers stay in the engine's cache: the next build uses them again.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String LABEL = "dev.fargatecd.cloud";

    private final DockerEngine engine;
    private final Path folder;
    private final Supplier<URI> registry;
    private Optional<Process> watcher = Optional.empty();

    /**
     * @param folder the cloud's own, which has an owner as long as the cloud lives
     * @param registry whose images are this cloud's
     */
    Leftovers(DockerEngine engine, Path folder, Supplier<URI> registry) {
        this.engine = engine;
        this.folder = folder;
        this.registry = registry;
    }

    /** What everything is marked with that this cloud makes. */
    Map<String, String> labels() {
        return Map.of(LABEL, folder.toString());
    }

    /** Starts the script that removes everything when this JVM's end of the pipe is closed, however that comes. */
    void watch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        script(),
                        "fargate-cd",
                        engine.forBuilds().client().toString(),
                        LABEL + "=" + folder)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(engine.forBuilds().environment());
        watcher = Optional.of(builder.start());
    }

    /** Removes what clouds have left that were killed. */
    void removeAbandoned() {
        DockerClient client = engine.quick();
        try {
            client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec().stream()
                    .filter(container -> isAbandoned(container.getLabels()))
                    .forEach(container -> quietly("container", container.getId(), this::removeContainer));
            client.listNetworksCmd().withFilter("label", List.of(LABEL)).exec().stream()
                    .filter(network -> isAbandoned(network.getLabels()))
                    .forEach(network -> quietly("network", network.getId(), this::removeNetwork));
        } catch (RuntimeException failure) {
            LOG.debug("What killed clouds have left is not looked for", failure);
        }
    }

    private static boolean isAbandoned(Map<String, String> labels) {
        return !OwnedFolder.hasOwner(Path.of(Objects.requireNonNullElse(labels.get(LABEL), "/nowhere")));
    }

    /** Removes all that this cloud has made, and the names of its images. */
    void removeAll() {
        watcher.ifPresent(Process::destroyForcibly);
        DockerClient client = engine.quick();
        String own = LABEL + "=" + folder;
        client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(own))
                .exec()
                .forEach(container -> quietly("container", container.getId(), this::removeContainer));
        client.listNetworksCmd()
                .withFilter("label", List.of(own))
                .exec()
                .forEach(network -> quietly("network", network.getId(), this::removeNetwork));
        String images = registry.get().getAuthority() + "/";
        for (Image image : client.listImagesCmd().exec()) {
            names(image, images).forEach(name -> quietly("image", name, this::removeName));
        }
    }

    private static List<String> names(Image image, String prefix) {
        List<String> names = new ArrayList<>();
        Stream.of(Optional.ofNullable(image.getRepoTags()), Optional.ofNullable(image.getRepoDigests()))
                .flatMap(all -> all.stream().flatMap(Arrays::stream))
                .filter(name -> name.startsWith(prefix))
                .forEach(names::add);
        return names;
    }

    private void removeContainer(String id) {
        engine.quick()
                .removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }

    private void removeNetwork(String id) {
        engine.quick().removeNetworkCmd(id).exec();
    }

    private void removeName(String name) {
        engine.quick().removeImageCmd(name).withForce(true).withNoPrune(true).exec();
    }

    private static void quietly(String what, String name, Consumer<String> removal) {
        try {
            removal.accept(name);
        } catch (NotFoundException gone) {
            LOG.debug("The {} {} is gone already", what, name);
        } catch (RuntimeException failure) {
            LOG.warn("The {} {} is left behind in the engine: {}", what, name, EngineFailure.why(failure));
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Leftovers.class.getResourceAsStream("leftovers.sh")) {
            if (in == null) {
                throw new IOException("the jar lacks leftovers.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
