package dev.fargatecd.local.runtime;

import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Where the containers of tasks run. What it started ends with it. */
public interface ContainerRuntime extends AutoCloseable {
    /**
     * Makes an image ready to start. Takes as long as it takes: called on a worker.
     *
     * @param registry asked each time, so that who may not pull any more gets nothing that was pulled before
     * @throws IOException saying why there is no such image, or why it can't run here
     */
    ContainerImage pull(Registry registry, ImageName image) throws IOException, InterruptedException;

    /**
     * Starts a container.
     *
     * @param lines gets its output line by line, on one thread
     * @throws IOException saying why it could not be started
     */
    Container start(ContainerPlan plan, Consumer<String> lines) throws IOException;

    /** How long a program whose health nobody checks has to run to count as started well. */
    Duration settling();

    /** Ends all containers and returns when they have ended. */
    @Override
    void close();
}
