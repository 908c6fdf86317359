package dev.fargatecd.local.kernel;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What a service is given when it is made.
 *
 * @param folder of the whole cloud; a service keeps files in a folder of its own name below it
 * @param endpoint where the cloud's door is reached, {@code http://127.0.0.1:4566}; known once it has started
 */
public record CloudContext(
        Clients clients,
        Store store,
        Journal journal,
        AccessKeys accessKeys,
        Work work,
        Ids ids,
        Clock clock,
        Path folder,
        Supplier<URI> endpoint) {}
