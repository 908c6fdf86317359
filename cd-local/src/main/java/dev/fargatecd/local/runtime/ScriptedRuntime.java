package dev.fargatecd.local.runtime;

import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs no program at all: a test writes what the containers of an image do. For tests of whatever deploys.
 *
 * <p>An image that no script is written for can't be pulled.
 */
public final class ScriptedRuntime implements ContainerRuntime {
    /** What the containers of an image do. */
    public interface Script {
        /** A container is started; end it with {@link ScriptedContainer#exit(int)}, or it runs until it is stopped. */
        void start(ScriptedContainer container);
    }

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<ScriptedContainer> started = new CopyOnWriteArrayList<>();

    /** From now on the containers of that image (its repository and tag, {@code hello:1}) do this. */
    public ScriptedRuntime script(String image, Script script) {
        scripts.put(image, script);
        return this;
    }

    /** All containers that were started, oldest first, ended ones as well. */
    public List<ScriptedContainer> started() {
        return List.copyOf(started);
    }

    @Override
    public ContainerImage pull(Registry registry, ImageName image) throws IOException {
        String name = image.repository() + ":" + image.reference();
        if (!scripts.containsKey(name)) {
            throw new IOException(image + ": not found");
        }
        return new ContainerImage(name, ImageConfig.empty());
    }

    @Override
    public Container start(ContainerPlan plan, Consumer<String> lines) throws IOException {
        Script script = scripts.get(plan.image().digest());
        if (script == null) {
            throw new IOException("no script is written for " + plan.image().digest());
        }
        ScriptedContainer container = new ScriptedContainer(plan, lines);
        started.add(container);
        script.start(container);
        return container;
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        started.forEach(container -> container.exit(137));
    }

    /** A container whose life a test writes. */
    public static final class ScriptedContainer implements Container {
        private final ContainerPlan plan;
        private final Consumer<String> lines;
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        private volatile Optional<InetSocketAddress> address = Optional.empty();
        private volatile Consumer<Boolean> health = well -> {};
        private volatile int codeWhenStopped = 143;

        ScriptedContainer(ContainerPlan plan, Consumer<String> lines) {
            this.plan = plan;
            this.lines = lines;
        }

        /** What it was started with. */
        public ContainerPlan plan() {
            return plan;
        }

        /** Writes a line of output. */
        public void print(String line) {
            lines.accept(line);
        }

        /** Ends it by itself. */
        public void exit(int code) {
            exit(Exit.of(code));
        }

        /** Ends it, with what the runtime has to say of that. */
        public void exit(Exit how) {
            exit.complete(how);
        }

        /** Becomes well or unwell. */
        public void health(boolean well) {
            health.accept(well);
        }

        /** Says where something answers for it; called while it starts. */
        public void listen(InetSocketAddress socket) {
            address = Optional.of(socket);
        }

        /** The exit code with which it follows a stop; 143 if nothing is said. */
        public void exitWhenStopped(int code) {
            codeWhenStopped = code;
        }

        @Override
        public CompletableFuture<Exit> exit() {
            return exit.copy();
        }

        @Override
        public CompletableFuture<Exit> stop(Duration patience) {
            exit.complete(Exit.of(codeWhenStopped));
            return exit();
        }

        @Override
        public void watchHealth(Consumer<Boolean> told) {
            health = told;
        }

        @Override
        public Optional<InetSocketAddress> address() {
            return address;
        }
    }
}
