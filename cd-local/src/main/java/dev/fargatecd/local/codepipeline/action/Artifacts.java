package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/** The pipeline's archives: written to its bucket and read from there, as the role that the action runs with. */
final class Artifacts {
    private final Clients clients;
    private final Ids ids;
    private final Path scratch;

    /**
     * Makes the access to artifacts.
     *
     * @param scratch a folder for archives on their way
     */
    Artifacts(Clients clients, Ids ids, Path scratch) {
        this.clients = clients;
        this.ids = ids;
        this.scratch = scratch;
    }

    /** A place for an artifact, as AWS names them: parts of the pipeline's and the artifact's name, and chance. */
    Artifact place(ActionJob job, String name) {
        return new Artifact(
                name,
                job.bucket(),
                cut(job.start().pipeline().name(), 20) + "/" + cut(name, 10) + "/"
                        + ids.suffix().substring(0, 7).toLowerCase(Locale.ROOT));
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    /** Writes an archive to its place. */
    void write(Caller caller, Artifact artifact, Consumer<ZipWriter> content) {
        withFile(file -> {
            try (ZipWriter zip = new ZipWriter(file)) {
                content.accept(zip);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            clients.as(caller, S3Client.class)
                    .putObject(
                            request -> request.bucket(artifact.bucket())
                                    .key(artifact.key())
                                    .contentType("application/zip"),
                            RequestBody.fromFile(file));
            return artifact;
        });
    }

    /** The text of a file in an archive. */
    String read(Caller caller, Artifact artifact, String path) {
        return withFile(file -> {
            clients.as(caller, S3Client.class)
                    .getObject(
                            request -> request.bucket(artifact.bucket()).key(artifact.key()),
                            ResponseTransformer.toFile(file));
            return ZipReader.text(file, path)
                    .orElseThrow(() -> new ActionFailure(
                            "ConfigurationError",
                            "File [" + path + "] does not exist in artifact [" + artifact.name() + "]"));
        });
    }

    private <T> T withFile(Function<Path, T> body) {
        Path file = scratch.resolve(ids.uuid() + ".zip");
        try {
            Files.createDirectories(scratch);
            try {
                return body.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
