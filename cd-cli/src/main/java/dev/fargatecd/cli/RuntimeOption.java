package dev.fargatecd.cli;

import dev.fargatecd.docker.DockerEngine;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Where a local cloud runs what is delivered. */
final class RuntimeOption {
    enum Where {
        PROCESS,
        DOCKER
    }

    @Option(
            names = "--runtime",
            defaultValue = "process",
            paramLabel = "process|docker",
            description = {
                "Where tasks run, and what builds images: processes of this machine, or a container engine (DOCKER_HOST,"
                        + " or the usual socket). Default: ${DEFAULT-VALUE}."
            })
    private Where runtime = Where.PROCESS;

    /**
     * Starts a cloud with that runtime.
     *
     * @throws CommandException where there is no engine that would do
     * @throws IOException as {@link LocalCloud#start(LocalCloudOptions)}
     */
    LocalCloud start(LocalCloudOptions options, CommandContext context) throws IOException {
        return switch (runtime) {
            case PROCESS -> LocalCloud.start(options);
            case DOCKER -> {
                DockerEngine engine = engine(context);
                yield LocalCloud.start(options, cloud -> {
                    try {
                        return engine.runtime(cloud);
                    } catch (UncheckedIOException unfit) {
                        throw unavailable(Objects.requireNonNull(unfit.getCause()));
                    }
                });
            }
        };
    }

    private static DockerEngine engine(CommandContext context) {
        try {
            return DockerEngine.connect(context.environment());
        } catch (IOException none) {
            throw unavailable(none);
        }
    }

    private static CommandException unavailable(IOException reason) {
        return new CommandException(
                ExitCode.MISSING,
                "the local cloud was not started: " + ErrorReport.reason(reason),
                "leave out --runtime docker: nothing but a JDK is needed then");
    }
}
