package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.Shell;
import dev.fargatecd.local.runtime.Command;
import dev.fargatecd.local.runtime.Program;
import dev.fargatecd.local.runtime.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The one shell in which a build's commands run.
 *
 * <p>A command that ends it ({@code exit}) is followed by a new shell, which takes over what was exported and the folder.
 * Used by one thread, but for {@link #stop}.
 */
final class BuildShell implements AutoCloseable {
    private static final Duration BOUND_TO_START = Duration.ofSeconds(10);
    private static final Duration BOUND_TO_END = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Programs programs;
    private final Path folder;
    private final String mark;
    private final Command command;
    private final Consumer<String> lines;
    private Optional<Session> session = Optional.empty();
    private int commands;
    private boolean stopped;

    /**
     * Prepares the shell; it starts with the first command.
     *
     * @param folder an empty one for it alone
     * @param mark a random word that no output has
     * @param work where the commands start
     * @param lines gets the commands' output
     */
    BuildShell(
            Programs programs,
            Shell shell,
            Path folder,
            String mark,
            Map<String, String> environment,
            Path work,
            Consumer<String> lines)
            throws IOException {
        this.programs = programs;
        this.folder = Files.createDirectories(folder);
        this.mark = mark;
        this.lines = lines;
        Path script = folder.resolve("shell.sh");
        try (InputStream in = BuildShell.class.getResourceAsStream("shell.sh")) {
            if (in == null) {
                throw new IOException("the jar lacks shell.sh");
            }
            Files.copy(in, script);
        }
        String program = switch (shell) {
            case SH -> "sh";
            case BASH -> "bash";
        };
        command = new Command(List.of(program, script.toString(), folder.toString(), mark), environment, work);
    }

    /**
     * Runs a command and waits for its end; a build's time-out bounds that by {@link #stop}.
     *
     * @return its exit code
     * @throws IOException where the shell can't be started, or was stopped
     */
    int run(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("command-" + ++commands), text + "\n");
        Session running = session();
        CompletableFuture<Integer> end = running.begin();
        running.pipe().write((file + "\n").getBytes(StandardCharsets.UTF_8));
        int code = wait(end);
        if (running.program().exit().isDone()) {
            forget(running);
        }
        return code;
    }

    private Session session() throws IOException, InterruptedException {
        synchronized (this) {
            if (stopped) {
                throw new IOException("the build was stopped");
            }
            if (session.isPresent()) {
                return session.get();
            }
        }
        Output output = new Output(mark, lines);
        Program program = programs.start(command, output);
        CompletableFuture<Void> exited = program.exit().thenAccept(output::ended);
        boolean late;
        synchronized (this) {
            late = stopped;
        }
        if (late) {
            end(program, Duration.ZERO);
        }
        try {
            output.ready.get(BOUND_TO_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            end(program, Duration.ZERO);
            throw new IOException(
                    "the build's shell does not start (" + command.words().get(0) + ")", failure);
        }
        // For reading too: a pipe that is opened for writing alone would wait for a reader that may be gone.
        Session started = new Session(
                program, new RandomAccessFile(folder.resolve("commands").toFile(), "rw"), output, exited);
        synchronized (this) {
            session = Optional.of(started);
        }
        return started;
    }

    private static int wait(CompletableFuture<Integer> end) throws IOException, InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException failure) {
            throw new IOException("the command's end is not known", failure);
        }
    }

    private synchronized void forget(Session ended) throws IOException {
        session = Optional.empty();
        ended.pipe().close();
    }

    /** Ends the command that runs and all that it started; from another thread. */
    void stop() {
        Optional<Session> running;
        synchronized (this) {
            stopped = true;
            running = session;
        }
        running.ifPresent(one -> end(one.program(), PATIENCE));
    }

    /** Ends the shell, and what its commands have left running. */
    @Override
    public void close() throws IOException {
        Optional<Session> running;
        synchronized (this) {
            stopped = true;
            running = session;
        }
        if (running.isEmpty()) {
            return;
        }
        Session last = running.get();
        last.pipe().close();
        try {
            last.program().exit().get(BOUND_TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            last.program().stop(PATIENCE).join();
        } catch (InterruptedException closing) {
            end(last.program(), Duration.ZERO);
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody waits here: whoever waits does so for the program's exit. */
    private static void end(Program program, Duration patience) {
        CompletableFuture<Integer> unused = program.stop(patience);
    }

    private record Session(Program program, RandomAccessFile pipe, Output output, CompletableFuture<Void> exited) {
        CompletableFuture<Integer> begin() {
            return output.begin();
        }
    }

    /** Tells a command's output from the marks of its end. */
    private static final class Output implements Consumer<String> {
        private final String mark;
        private final Consumer<String> lines;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private CompletableFuture<Integer> end = new CompletableFuture<>();
        /** The mark stands in a line of its own behind one that may be empty, and is not the command's then. */
        private boolean emptyLine;

        Output(String mark, Consumer<String> lines) {
            this.mark = mark;
            this.lines = lines;
        }

        synchronized CompletableFuture<Integer> begin() {
            if (end.isDone()) {
                end = new CompletableFuture<>();
            }
            return end;
        }

        @Override
        public void accept(String line) {
            if (line.startsWith(mark + " ")) {
                emptyLine = false;
                String word = line.substring(mark.length() + 1);
                if (word.equals("ready")) {
                    ready.complete(null);
                } else {
                    complete(Integer.parseInt(word));
                }
                return;
            }
            flush();
            if (line.isEmpty()) {
                emptyLine = true;
            } else {
                lines.accept(line);
            }
        }

        private void flush() {
            if (emptyLine) {
                emptyLine = false;
                lines.accept("");
            }
        }

        void ended(int code) {
            flush();
            ready.completeExceptionally(new IOException("it exits with " + code));
            complete(code);
        }

        private synchronized void complete(int code) {
            end.complete(code);
        }
    }
}
