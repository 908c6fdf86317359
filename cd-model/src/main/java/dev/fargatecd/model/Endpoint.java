package dev.fargatecd.model;

import java.util.Optional;

/**
 * Where a service is reached.
 *
 * @param port the port on which its container listens
 * @param path what the load balancer sends to it: this path, and everything below it
 * @param priority the place of its rule on the listener; empty: {@link Priority#derived derived}
 */
public record Endpoint(Port port, UrlPath path, HealthCheck healthCheck, Optional<Priority> priority) {}
