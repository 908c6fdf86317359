package dev.fargatecd.welcomer;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's HTTP server. */
final class WelcomerServer implements AutoCloseable {
    static final String GREETING = "Hello World!";

    /** Shorter than the 30 s after which ECS kills a task that it has asked to stop. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(WelcomerServer.class);

    /** What {@code /version} answers. */
    private record Version(String application, String version, String started) {}

    private final Settings settings;
    private final Instant started;
    private final Javalin javalin;

    private WelcomerServer(Settings settings, Instant started, Consumer<RoutesConfig> moreRoutes) {
        this.settings = settings;
        this.started = started;
        this.javalin = Javalin.create(config -> {
            configure(config);
            moreRoutes.accept(config.routes);
        });
    }

    /**
     * A server that listens already.
     *
     * @param moreRoutes what it answers beside its own paths; for tests
     */
    static WelcomerServer start(Settings settings, Consumer<RoutesConfig> moreRoutes) {
        WelcomerServer server = new WelcomerServer(settings, Instant.now(), moreRoutes);
        server.javalin.start();
        LOG.info("{} {} listens on port {}", settings.application(), settings.version(), server.port());
        return server;
    }

    int port() {
        return javalin.port();
    }

    /** Stops accepting, and waits until what is in flight is answered. */
    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.port = settings.port();
        config.jetty.modifyServer(server -> {
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(LONGEST_STOP.toMillis());
        });
        config.requestLogger.http((context, milliseconds) -> LOG.info(
                "{} {} {} {} ms", context.method(), context.path(), context.statusCode(), Math.round(milliseconds)));
        config.routes.get("/", WelcomerServer::greet);
        config.routes.get(settings.basePath() + "/hello", WelcomerServer::greet);
        config.routes.get(settings.basePath() + "/version", this::tellVersion);
        config.routes.error(HttpStatus.NOT_FOUND.getCode(), this::tellWhatThereIs);
    }

    private static void greet(Context context) {
        context.result(GREETING);
    }

    private void tellVersion(Context context) {
        context.json(new Version(settings.application(), settings.version(), started.toString()));
    }

    private void tellWhatThereIs(Context context) {
        context.contentType(ContentType.TEXT_PLAIN)
                .result("Nothing is here. Try " + settings.basePath() + "/hello or " + settings.basePath()
                        + "/version.\n");
    }
}
