package dev.fargatecd.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.WaitResponse;
import dev.fargatecd.local.runtime.Container;
import dev.fargatecd.local.runtime.Exit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container of the engine, from its start until it is removed, which it is as soon as it has ended. */
final class DockerContainer implements Container {
    private static final Logger LOG = LoggerFactory.getLogger(DockerContainer.class);
    private static final Duration LATE_OUTPUT = Duration.ofSeconds(5);
    /** What is said of a container whose end nobody saw. */
    private static final int KILLED = 137;

    private final DockerEngine engine;
    private final String id;
    private final Optional<InetSocketAddress> address;
    private final Executor work;
    private final ContainerOutput output;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    DockerContainer(
            DockerEngine engine,
            String id,
            Optional<InetSocketAddress> address,
            Consumer<String> lines,
            Executor work) {
        this.engine = engine;
        this.id = id;
        this.address = address;
        this.work = work;
        output = new ContainerOutput(lines);
    }

    /** Reads its output and waits for its end from now on. */
    void watch() {
        engine.patient()
                .logContainerCmd(id)
                .withFollowStream(true)
                .withStdOut(true)
                .withStdErr(true)
                .exec(output);
        engine.patient().waitContainerCmd(id).exec(new ResultCallback.Adapter<WaitResponse>() {
            @Override
            public void onComplete() {
                super.onComplete();
                work.execute(DockerContainer.this::ended);
            }

            @Override
            public void onError(Throwable failure) {
                super.onError(failure);
                LOG.debug("The engine no longer tells of the container {}", id, failure);
                work.execute(DockerContainer.this::ended);
            }
        });
    }

    private void ended() {
        if (exit.isDone()) {
            return;
        }
        Exit how;
        try {
            InspectContainerResponse.ContainerState state =
                    engine.quick().inspectContainerCmd(id).exec().getState();
            Long code = state.getExitCodeLong();
            how = new Exit(
                    code == null ? KILLED : code.intValue(),
                    Boolean.TRUE.equals(state.getOOMKilled()) ? Optional.of(Exit.OUT_OF_MEMORY) : Optional.empty());
        } catch (RuntimeException gone) {
            how = new Exit(KILLED, Optional.of("CannotInspectContainerError: " + EngineFailure.why(gone)));
        }
        awaitOutput();
        remove();
        exit.complete(how);
    }

    private void awaitOutput() {
        try {
            if (!output.awaitCompletion(LATE_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Waited {} s in vain for the last output of the container {}", LATE_OUTPUT.toSeconds(), id);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.debug("The output of the container {} ended early", id, failure);
        }
    }

    private void remove() {
        try {
            engine.quick()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException removedAlready) {
            LOG.debug("The container {} is removed already, or right now", id);
        } catch (RuntimeException failure) {
            LOG.warn("The container {} is left behind: {}", id, EngineFailure.why(failure));
        }
    }

    @Override
    public void watchHealth(Consumer<Boolean> told) {
        ResultCallback.Adapter<Event> events = engine.patient()
                .eventsCmd()
                .withContainerFilter(id)
                .withEventFilter("health_status")
                .exec(new ResultCallback.Adapter<Event>() {
                    @Override
                    public void onNext(Event event) {
                        // "health_status: healthy"; the last word says how it is now
                        String action = Objects.requireNonNullElse(event.getAction(), "");
                        told.accept(action.endsWith(" healthy"));
                    }
                });
        var unused = exit.whenComplete((how, failure) -> {
            try {
                events.close();
            } catch (IOException closed) {
                LOG.debug("The events of the container {} end", id, closed);
            }
        });
    }

    @Override
    public CompletableFuture<Exit> exit() {
        return exit.copy();
    }

    @Override
    public CompletableFuture<Exit> stop(Duration patience) {
        work.execute(() -> {
            try {
                engine.patient()
                        .stopContainerCmd(id)
                        .withTimeout((int) patience.toSeconds())
                        .exec();
            } catch (NotFoundException | NotModifiedException ended) {
                LOG.debug("The container {} had ended before it was stopped", id);
            } catch (RuntimeException failure) {
                LOG.warn("The container {} can't be stopped: {}", id, EngineFailure.why(failure));
            }
        });
        return exit();
    }

    /** Ends it at once and removes it. */
    void destroy() {
        remove();
        exit.complete(Exit.of(KILLED));
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return address;
    }
}
