package dev.fargatecd.local.runtime;

import dev.fargatecd.local.images.ImageLabels;
import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.KnownBase;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs containers as processes of this machine, out of their unpacked images.
 *
 * <p>There is no isolation: the program runs as the user who started the cloud and sees this machine's files. It learns
 * its port from {@code PORT}; what others see is the task's virtual address.
 */
public final class ProcessRuntime implements ContainerRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private final Executor work;
    private final Programs programs;
    private final ImageFolders images;
    private final LoopbackPorts ports = new LoopbackPorts();

    /**
     * @param folder for unpacked images; removed by whoever gave it
     * @param work runs what reads the programs' output
     */
    public ProcessRuntime(Path folder, Executor work) {
        this.work = work;
        programs = new Programs(work);
        images = new ImageFolders(folder);
    }

    @Override
    public ContainerImage pull(Registry registry, ImageName image) throws IOException, InterruptedException {
        return images.get(registry, image);
    }

    @Override
    public Container start(ContainerPlan plan, Consumer<String> lines) throws IOException {
        RootFolder root = new RootFolder(images.root(plan.image()));
        ImagePaths paths = new ImagePaths(root);
        List<String> words = words(plan, root, paths);
        Path folder = paths.folder(
                plan.workingDirectory().orElse(plan.image().config().workingDirectory()));
        plan.user()
                .or(plan.image().config()::user)
                .ifPresent(user -> lines.accept("[fargate-cd] USER " + user + " is not applied: the program runs as "
                        + System.getProperty("user.name")));
        Optional<InetSocketAddress> address = plan.port().isPresent() ? Optional.of(ports.take()) : Optional.empty();
        try {
            Command command = new Command(words, environment(plan, paths, address), folder);
            Program program = programs.start(command, lines);
            CompletableFuture<Exit> ended = program.exit().thenApply(Exit::of).whenComplete((exit, failure) -> {
                address.ifPresent(ports::giveBack);
                remove(plan.folder());
            });
            return new Running(
                    program,
                    address,
                    ended,
                    told -> plan.healthCheck()
                            .ifPresent(check ->
                                    loop(check, paths, command, ended, told).next()));
        } catch (IOException | RuntimeException failure) {
            address.ifPresent(ports::giveBack);
            throw failure;
        }
    }

    private HealthLoop loop(
            HealthCheck check,
            ImagePaths paths,
            Command program,
            CompletableFuture<Exit> ended,
            Consumer<Boolean> told) {
        List<String> words = check.command().stream().map(paths::map).toList();
        Command command = new Command(words, program.environment(), program.folder());
        return new HealthLoop(check, programs, command, work, ended::isDone, told);
    }

    private static void remove(Path folder) {
        try {
            RootFolder.remove(folder);
        } catch (IOException failure) {
            LOG.warn("{} is left behind until the cloud is closed", folder, failure);
        }
    }

    private static List<String> words(ContainerPlan plan, RootFolder root, ImagePaths paths) throws IOException {
        List<String> given = plan.words();
        if (given.isEmpty()) {
            throw new IOException("neither the image nor the container definition has an entry point or a command");
        }
        List<String> words = new ArrayList<>(given.stream().map(paths::map).toList());
        String program = given.get(0);
        Optional<KnownBase> omitted = omittedBase(plan);
        if (omitted.isPresent() && isOfBase(omitted.get(), program, root)) {
            words.set(0, standIn(omitted.get()).toString());
        } else if (program.contains("/") && !program.startsWith("/")) {
            // Relative to the folder it starts in, as in a container; the words of a command are not looked up there.
            words.set(
                    0,
                    paths.folder(plan.workingDirectory()
                                    .orElse(plan.image().config().workingDirectory()))
                            .resolve(program)
                            .toString());
        }
        return words;
    }

    /** The base whose layers the image was built without; empty where it was built with them. */
    private static Optional<KnownBase> omittedBase(ContainerPlan plan) {
        Map<String, String> labels = plan.image().config().labels();
        if (!"true".equals(labels.get(ImageLabels.BASE_OMITTED))) {
            return Optional.empty();
        }
        return Optional.ofNullable(labels.get(ImageLabels.BASE_NAME))
                .map(ImageName::parse)
                .flatMap(KnownBase::of)
                .or(() -> Optional.of(KnownBase.ECLIPSE_TEMURIN));
    }

    private static boolean isOfBase(KnownBase base, String program, RootFolder root) throws IOException {
        return base.runs(program) && (!program.startsWith("/") || !Files.exists(root.resolve(program)));
    }

    /** The program of this machine that plays the base's part; Java is the one that runs the cloud. */
    private static Path standIn(KnownBase base) throws IOException {
        if (base.isJava()) {
            return JAVA_HOME.resolve("bin/java");
        }
        return base.standIns().stream()
                .flatMap(name -> Programs.find(name).stream())
                .findFirst()
                .orElseThrow(() -> new IOException("the image's base brings " + base.program()
                        + ", which is not fetched, and this machine has none on its PATH: install "
                        + base.standIns().get(0) + ", or build with `--runtime docker`"));
    }

    private static boolean bringsNoJava(ContainerPlan plan) {
        return omittedBase(plan).filter(KnownBase::isJava).isPresent();
    }

    private static Map<String, String> environment(
            ContainerPlan plan, ImagePaths paths, Optional<InetSocketAddress> address) throws IOException {
        Map<String, String> host = HostEnvironment.allowed();
        Map<String, String> environment = new TreeMap<>(host);
        environment.put(
                "TMPDIR", Files.createDirectories(plan.folder().resolve("tmp")).toString());
        Map<String, String> ofImage = plan.image().config().environment();
        ofImage.forEach((name, value) -> environment.put(name, paths.map(value)));
        String java = JAVA_HOME.resolve("bin").toString();
        environment.put(
                "PATH",
                Stream.of(
                                bringsNoJava(plan) ? java : "",
                                paths.mapSearchPath(ofImage.getOrDefault("PATH", "")),
                                host.getOrDefault("PATH", "/usr/bin:/bin"),
                                java)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(":")));
        if (bringsNoJava(plan)) {
            environment.put("JAVA_HOME", JAVA_HOME.toString());
        }
        environment.putAll(plan.environment());
        address.ifPresent(socket -> environment.put("PORT", Integer.toString(socket.getPort())));
        return environment;
    }

    @Override
    public Duration settling() {
        return SETTLING;
    }

    @Override
    public boolean sharesPorts() {
        return true;
    }

    @Override
    public void close() {
        programs.close();
    }

    private record Running(
            Program program,
            Optional<InetSocketAddress> address,
            CompletableFuture<Exit> ended,
            Consumer<Consumer<Boolean>> health)
            implements Container {
        @Override
        public CompletableFuture<Exit> exit() {
            return ended.copy();
        }

        @Override
        public CompletableFuture<Exit> stop(Duration patience) {
            CompletableFuture<Integer> unused = program.stop(patience);
            return exit();
        }

        @Override
        public void watchHealth(Consumer<Boolean> told) {
            health.accept(told);
        }
    }
}
