package dev.fargatecd.welcomer;

import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, and ends it well when it is asked to stop. */
public final class Welcomer {
    private static final Logger LOG = LoggerFactory.getLogger(Welcomer.class);

    private Welcomer() {}

    /** Takes no arguments; {@link Settings} has the environment variables. Exits with 1 when it can't start. */
    public static void main(String[] arguments) {
        run(System.getenv(), routes -> {});
    }

    static void run(Map<String, String> environment, Consumer<RoutesConfig> moreRoutes) {
        try {
            WelcomerServer server = WelcomerServer.start(Settings.of(environment), moreRoutes);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        } catch (RuntimeException failed) {
            LOG.error("can not start: {}", failed.getMessage(), failed);
            System.exit(1);
        }
    }

    private static void stop(WelcomerServer server) {
        LOG.info("stopping: no new requests");
        server.close();
        LOG.info("stopped");
        // A JVM that is ended by SIGTERM exits with 143, though nothing went wrong. Nothing runs after this hook.
        Runtime.getRuntime().halt(0);
    }
}
