package dev.fargatecd.local.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;

/** A service that the gateway serves, and what the SDK's classes tell of it, each operation when it is first called. */
final class Service {
    private final Class<?> api;
    private final SdkClient implementation;
    private final String signingName;
    private final Optional<RouteTable> routes;
    private final Map<String, Optional<Operation>> operations = new ConcurrentHashMap<>();

    /**
     * Serves an implementation by its interface.
     *
     * @param api the SDK's client interface
     */
    Service(Class<?> api, SdkClient implementation) {
        this.api = api;
        this.implementation = implementation;
        signingName = implementation.serviceName();
        routes = RouteTable.of(signingName);
    }

    /** What clients sign for, {@code ecs} for example. */
    String signingName() {
        return signingName;
    }

    SdkClient implementation() {
        return implementation;
    }

    /** Where the service has REST's paths; empty where one path takes all operations. */
    Optional<RouteTable> routes() {
        return routes;
    }

    /** The operation of a name on the wire, exactly. */
    Optional<Operation> operation(String name) {
        return operations.computeIfAbsent(
                name,
                wanted -> Operation.find(api, wanted)
                        .filter(found -> found.target()
                                .substring(found.target().lastIndexOf('.') + 1)
                                .equals(wanted)));
    }
}
