package dev.fargatecd.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.runtime.ContainerRuntime;
import dev.fargatecd.local.runtime.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container engine of this machine, found and asked whether it will do.
 *
 * <p>It has to share this machine's network: images are pushed to and pulled from 127.0.0.1, and load balancers reach
 * containers by their own addresses. That is so for Docker and Podman on Linux, run by root; an engine in a virtual
 * machine (Docker Desktop) or without root can't, and is refused with that reason.
 */
public final class DockerEngine implements AutoCloseable {
    private static final int CONNECTIONS = 1000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final URI address;
    private final Path program;
    private final DockerClient quick;
    private final DockerClient patient;
    private final int processors;
    private final boolean podman;

    private DockerEngine(URI address, String path) throws IOException {
        this.address = address;
        quick = client(address, Optional.of(ANSWER));
        patient = client(address, Optional.empty());
        Info info;
        try {
            info = quick.infoCmd().exec();
            podman = isPodman(quick.versionCmd().exec());
        } catch (RuntimeException failure) {
            close();
            throw new IOException(
                    "no container engine answers at " + address + " (" + EngineFailure.why(failure)
                            + "): start one, or name another by DOCKER_HOST",
                    failure);
        }
        try {
            // Podman's login to a registry without TLS works by its own program alone, which takes docker's words.
            program = (podman ? find("podman", path) : Optional.<Path>empty())
                    .or(() -> find("docker", path))
                    .orElseThrow(() -> new IOException("there is no program " + (podman ? "podman" : "docker")
                            + " on the PATH, with which builds make images"));
        } catch (IOException none) {
            close();
            throw none;
        }
        Integer ncpu = info.getNCPU();
        processors = ncpu == null ? 1 : ncpu;
    }

    /**
     * Finds the engine that {@code DOCKER_HOST} names, or that has its socket at a usual place, and the program by which builds use it.
     *
     * @param environment of this process
     * @throws IOException saying what there is none of
     */
    public static DockerEngine connect(Map<String, String> environment) throws IOException {
        URI address = EngineAddress.of(environment);
        if (!"unix".equals(address.getScheme()) && !"tcp".equals(address.getScheme())) {
            throw new IOException(
                    "the engine's address " + address + " is not supported: unix:///… or tcp://… of this machine");
        }
        return new DockerEngine(address, environment.getOrDefault("PATH", "/usr/bin:/bin"));
    }

    private static Optional<Path> find(String program, String path) {
        return Pattern.compile(":")
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static DockerClient client(URI address, Optional<Duration> bound) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.toString())
                .withDockerTlsVerify(false)
                .build();
        ZerodepDockerHttpClient.Builder http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(address)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT);
        bound.ifPresent(http::responseTimeout);
        return DockerClientImpl.getInstance(config, http.build());
    }

    /**
     * Where a cloud's tasks run, with a network for that cloud. Closing it closes the engine's connections, too.
     *
     * @throws UncheckedIOException where the engine can't make a network that this machine reaches
     */
    public ContainerRuntime runtime(CloudContext cloud) {
        try {
            return new DockerRuntime(this, cloud);
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException(failure);
        }
    }

    /** For questions that are answered at once: bounded. */
    DockerClient quick() {
        return quick;
    }

    /** For answers that come when a program ends or writes. */
    DockerClient patient() {
        return patient;
    }

    /** How many there are for all containers. */
    int processors() {
        return processors;
    }

    /** Whether a network is there only once a container is in it, as Podman has it. */
    boolean makesNetworksLate() {
        return podman;
    }

    private static boolean isPodman(Version version) {
        return Stream.ofNullable(version.getComponents())
                .flatMap(List::stream)
                .anyMatch(component -> "Podman Engine".equals(component.getName()));
    }

    Engine forBuilds() {
        return new Engine(program, Map.of("DOCKER_HOST", address.toString(), "CONTAINER_HOST", address.toString()));
    }

    @Override
    public String toString() {
        return "the engine at " + address;
    }

    @Override
    public void close() {
        try (DockerClient one = quick;
                DockerClient other = patient) {
            // Both, even if one fails.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
