package dev.fargatecd.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.runtime.Container;
import dev.fargatecd.local.runtime.ContainerImage;
import dev.fargatecd.local.runtime.ContainerPlan;
import dev.fargatecd.local.runtime.ContainerRuntime;
import dev.fargatecd.local.runtime.Engine;
import dev.fargatecd.local.runtime.ImageConfig;
import dev.fargatecd.local.runtime.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs containers in an engine, on a network of the cloud's own.
 *
 * <p>The first container of a task has the task's address; the others share its network, as on Fargate.
 */
final class DockerRuntime implements ContainerRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(DockerRuntime.class);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration PULL = Duration.ofMinutes(10);
    /** What an image says of its health does not count on ECS. */
    private static final HealthCheck NO_CHECK = new HealthCheck().withTest(List.of("NONE"));

    private static final long MIB = 1024 * 1024;
    private static final int UNITS_OF_A_PROCESSOR = 1024;

    /** A task's first container, with its address. */
    private record First(String container, InetAddress address) {}

    private final DockerEngine engine;
    private final Executor work;
    private final Leftovers leftovers;
    private final TaskNetwork network;
    /** Images by their digest, as the engine calls them. */
    private final Map<String, String> images = new ConcurrentHashMap<>();

    private final Map<String, First> tasks = new ConcurrentHashMap<>();
    private final Map<String, DockerContainer> running = new ConcurrentHashMap<>();
    /** Who is to be told that this machine is in the network; guarded by this. */
    private Optional<Reached> waiting = Optional.empty();

    private volatile boolean closed;

    DockerRuntime(DockerEngine engine, CloudContext cloud) throws IOException {
        this.engine = engine;
        work = cloud.work();
        leftovers = new Leftovers(engine, cloud.folder(), cloud.endpoint());
        leftovers.removeAbandoned();
        network = TaskNetwork.make(engine, String.valueOf(cloud.folder().getFileName()), leftovers.labels());
        leftovers.watch();
    }

    @Override
    public ContainerImage pull(Registry registry, ImageName image) throws IOException, InterruptedException {
        Registry.Manifest manifest = registry.manifest(image).orElseThrow(() -> new IOException(image + ": not found"));
        String repository = registry.host() + "/" + image.repository();
        AuthConfig login = new AuthConfig().withRegistryAddress(registry.host());
        registry.credential()
                .ifPresent(credential -> login.withUsername(credential.user()).withPassword(credential.password()));
        try {
            boolean done = engine.patient()
                    .pullImageCmd(repository)
                    .withTag(manifest.digest())
                    .withAuthConfig(login)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULL.toSeconds(), TimeUnit.SECONDS);
            if (!done) {
                throw new IOException(image + ": the engine has not pulled it in " + PULL.toMinutes() + " minutes");
            }
            String name = repository + "@" + manifest.digest();
            InspectImageResponse inspected =
                    engine.quick().inspectImageCmd(name).exec();
            images.put(manifest.digest(), name);
            return new ContainerImage(manifest.digest(), config(inspected.getConfig()));
        } catch (RuntimeException failure) {
            throw new IOException(EngineFailure.why(failure), failure);
        }
    }

    private static ImageConfig config(@Nullable ContainerConfig config) {
        if (config == null) {
            return ImageConfig.empty();
        }
        Map<String, String> environment = new LinkedHashMap<>();
        words(config.getEnv()).forEach(variable -> {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        });
        return new ImageConfig(
                words(config.getEntrypoint()),
                words(config.getCmd()),
                environment,
                Objects.requireNonNullElse(config.getWorkingDir(), "/"),
                Optional.ofNullable(config.getUser()).filter(user -> !user.isEmpty()),
                Objects.requireNonNullElse(config.getLabels(), Map.of()));
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }

    @Override
    public Container start(ContainerPlan plan, Consumer<String> lines) throws IOException {
        if (closed) {
            throw new IOException("the cloud is closing");
        }
        Optional<First> first = Optional.ofNullable(tasks.get(plan.task()));
        String id = "";
        try {
            id = create(plan, first);
            engine.quick().startContainerCmd(id).exec();
            tellReached();
            InetAddress address = first.isPresent() ? first.get().address() : address(id);
            tasks.putIfAbsent(plan.task(), new First(id, address));
            DockerContainer container = new DockerContainer(
                    engine, id, plan.port().map(port -> new InetSocketAddress(address, port)), lines, work);
            running.put(id, container);
            String started = id;
            var unused = container.exit().whenComplete((exit, failure) -> {
                running.remove(started);
                tasks.remove(plan.task(), new First(started, address));
            });
            container.watch();
            if (closed) {
                container.destroy();
            }
            return container;
        } catch (IOException | RuntimeException failure) {
            if (!id.isEmpty()) {
                engine.quick().removeContainerCmd(id).withForce(true).exec();
            }
            throw new IOException(EngineFailure.why(failure), failure);
        }
    }

    @Override
    public synchronized void onGateway(Reached reached) throws IOException {
        if (network.isReached()) {
            reached.at(network.gateway());
        } else {
            waiting = Optional.of(reached);
        }
    }

    private synchronized void tellReached() throws IOException {
        if (waiting.isPresent()) {
            network.requireReached(engine);
            waiting.get().at(network.gateway());
            waiting = Optional.empty();
        }
    }

    private String create(ContainerPlan plan, Optional<First> first) {
        String image = Objects.requireNonNull(images.get(plan.image().digest()), "an image is pulled before it starts");
        HostConfig host = limited(plan.limits())
                .withNetworkMode(
                        first.map(one -> "container:" + one.container()).orElse(network.id()))
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "2")));
        CreateContainerCmd create = engine.quick()
                .createContainerCmd(image)
                .withName("fargate-cd-" + plan.folder().getFileName())
                .withLabels(leftovers.labels())
                .withHostConfig(host)
                .withHealthcheck(plan.healthCheck().map(DockerRuntime::health).orElse(NO_CHECK))
                .withEnv(plan.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList());
        plan.entryPoint().ifPresent(create::withEntrypoint);
        plan.command().ifPresent(create::withCmd);
        plan.workingDirectory().ifPresent(create::withWorkingDir);
        plan.user().ifPresent(create::withUser);
        return create.exec().getId();
    }

    private static HealthCheck health(dev.fargatecd.local.runtime.HealthCheck check) {
        return new HealthCheck()
                .withTest(Stream.concat(Stream.of("CMD"), check.command().stream())
                        .toList())
                .withInterval(check.interval().toNanos())
                .withTimeout(check.timeout().toNanos())
                .withRetries(check.retries())
                .withStartPeriod(check.startPeriod().toNanos());
    }

    /** No container gets more processors than there are, and none swaps. */
    private HostConfig limited(Limits limits) {
        long wanted = TimeUnit.SECONDS.toNanos(limits.cpuUnits()) / UNITS_OF_A_PROCESSOR;
        long memory = limits.memoryMib() * MIB;
        HostConfig host = HostConfig.newHostConfig()
                .withNanoCPUs(Math.min(wanted, TimeUnit.SECONDS.toNanos(engine.processors())))
                .withMemory(memory)
                .withMemorySwap(memory);
        limits.reservedMib().ifPresent(reserved -> host.withMemoryReservation(reserved * MIB));
        return host;
    }

    private InetAddress address(String container) throws IOException {
        Map<String, ContainerNetwork> networks = engine.quick()
                .inspectContainerCmd(container)
                .exec()
                .getNetworkSettings()
                .getNetworks();
        String address = networks.values().stream()
                .flatMap(one -> Stream.ofNullable(one.getIpAddress()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        // A program that ended at once has no address any more; whoever looks for it finds its exit.
        return address.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
    }

    @Override
    public Duration settling() {
        return SETTLING;
    }

    @Override
    public Optional<InetAddress> gateway() {
        return Optional.of(network.gateway());
    }

    @Override
    public Optional<Engine> engine() {
        return Optional.of(engine.forBuilds());
    }

    @Override
    public void close() {
        closed = true;
        try (engine) {
            running.values().forEach(DockerContainer::destroy);
            leftovers.removeAll();
        } catch (RuntimeException failure) {
            LOG.warn("{} keeps something of this cloud: {}", engine, EngineFailure.why(failure));
        }
    }
}
