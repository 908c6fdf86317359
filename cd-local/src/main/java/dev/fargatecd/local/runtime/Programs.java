package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs of this machine so that none outlives the cloud: neither its closing nor a {@code kill -9} of the JVM.
 *
 * <p>Each runs below a small shell script that keeps it in a process group of its own and watches a pipe from this JVM.
 * The program's stdin is empty, its stderr goes with its stdout.
 */
public final class Programs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final Duration PATIENCE_ON_CLOSE = Duration.ofSeconds(2);
    private static final Duration BOUND_ON_CLOSE = Duration.ofSeconds(10);
    private static final Duration LATE_OUTPUT = Duration.ofSeconds(1);
    /** What a shell can hold as a variable; any other name would be lost on the way through it. */
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Executor work;
    private final Set<Program> running = ConcurrentHashMap.newKeySet();
    private final String script = resource("supervise.sh");
    private final String setsid = find("setsid").map(Path::toString).orElse("");
    private final String sleep = find("sleep").map(Path::toString).orElse("/bin/sleep");
    private volatile boolean closed;

    /** @param work runs what reads the programs' output: one task each, for as long as they run */
    public Programs(Executor work) {
        this.work = work;
    }

    /**
     * Starts a program.
     *
     * @param lines gets each line of output without its end, in order, on one thread; a line longer than
     *     {@value LineReader#MAX_LINE} bytes comes in pieces
     * @throws IOException where the folder is none or this machine can't start a process; a program that does not exist
     *     exits with 127, as in a shell
     */
    public Program start(Command command, Consumer<String> lines) throws IOException {
        if (!Files.isDirectory(command.folder())) {
            throw new IOException(
                    "can't start " + command.words().get(0) + " in " + command.folder() + ": no such folder");
        }
        ProcessBuilder builder = new ProcessBuilder(supervised(command))
                .directory(command.folder().toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        command.environment().forEach((name, value) -> {
            if (SHELL_NAME.matcher(name).matches()) {
                environment.put(name, value);
            }
        });
        Process process = builder.start();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Program program = new Program(process, exit);
        running.add(program);
        CompletableFuture<Void> output =
                CompletableFuture.runAsync(() -> read(process.getInputStream(), lines, command), work);
        CompletableFuture<?> unused = process.onExit()
                .thenCompose(ended -> output.completeOnTimeout(null, LATE_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((done, failure) -> {
                            running.remove(program);
                            exit.complete(ended.exitValue());
                        }));
        if (closed) {
            close();
        }
        return program;
    }

    private List<String> supervised(Command command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "fargate-cd", setsid, sleep));
        List<String> unspeakable = command.environment().entrySet().stream()
                .filter(variable -> !SHELL_NAME.matcher(variable.getKey()).matches())
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .sorted()
                .toList();
        if (!unspeakable.isEmpty()) {
            words.add(find("env").map(Path::toString).orElse("/usr/bin/env"));
            words.addAll(unspeakable);
        }
        words.addAll(command.words());
        return words;
    }

    private static void read(InputStream output, Consumer<String> lines, Command command) {
        try (output) {
            new LineReader(lines).read(output);
        } catch (IOException closedByExit) {
            LOG.debug("The output of {} ended early", command, closedByExit);
        } catch (RuntimeException failure) {
            LOG.error("The output of {} is not read any further", command, failure);
        }
    }

    /** Ends all programs and returns when they have ended. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<?>[] ends =
                running.stream().map(program -> program.stop(PATIENCE_ON_CLOSE)).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .orTimeout(BOUND_ON_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Where this machine has a tool: in its usual folders first, then on the PATH. */
    static Optional<Path> find(String tool) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.concat(Stream.of("/usr/bin", "/bin"), Pattern.compile(":").splitAsStream(path))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String resource(String name) {
        try (InputStream in = Programs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException("the jar's " + name + " can't be read", failure);
        }
    }
}
