package dev.fargatecd.local.runtime;

import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
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
     * @param lines gets its output line by line, never two at once
     * @throws IOException saying why it could not be started
     */
    Container start(ContainerPlan plan, Consumer<String> lines) throws IOException;

    /** How long a program whose health nobody checks has to run to count as started well. */
    Duration settling();

    /** Whether all programs share this machine's ports, so that each has to listen on the one that PORT tells it. */
    default boolean sharesPorts() {
        return false;
    }

    /** This machine's address in the containers' network, by which they reach the cloud; empty where it is loopback. */
    default Optional<InetAddress> gateway() {
        return Optional.empty();
    }

    /** By which a program is called once this machine has its address in the containers' network. */
    interface Reached {
        /** @throws IOException where nothing can answer at that address */
        void at(InetAddress gateway) throws IOException;
    }

    /**
     * Calls back once this machine has the {@link #gateway}: at once, or, with engines that make their networks late, before
     * the first container's start returns. Never where containers reach the cloud on loopback.
     */
    default void onGateway(Reached reached) throws IOException {}

    /** What builds make images with; empty where they do without an engine. */
    default Optional<Engine> engine() {
        return Optional.empty();
    }

    /** Ends all containers and returns when they have ended. */
    @Override
    void close();
}
