package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import dev.fargatecd.local.codebuild.buildspec.BuildspecException;
import dev.fargatecd.local.codebuild.buildspec.BuildspecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.s3.S3Client;

/** Fetches what a build builds, and reads how. */
final class BuildSource {
    private static final String DEFAULT_FILE = "buildspec.yml";

    private BuildSource() {}

    /**
     * Fetches and unpacks the source.
     *
     * @param s3 a client that calls as the build's role
     */
    static void fetch(Build build, BuildFolder folder, S3Client s3) throws IOException, StageFailure {
        ProjectSource source = build.source();
        if (source.type() == SourceType.NO_SOURCE) {
            return;
        }
        if (source.type() != SourceType.S3) {
            throw new StageFailure(
                    "CLIENT_ERROR", "source type " + source.typeAsString() + " is not supported by the local cloud");
        }
        S3Place place = S3Place.parse(source.location());
        s3.getObject(
                request -> request.bucket(place.bucket())
                        .key(place.key())
                        .versionId(version(build.sourceVersion()).orElse(null)),
                ResponseTransformer.toFile(folder.archive()));
        Archive.unpack(folder.archive(), folder.source());
        Files.delete(folder.archive());
    }

    /** CodePipeline names the artifact's ARN where others name a version of the object. */
    private static Optional<String> version(@Nullable String sourceVersion) {
        return Optional.ofNullable(sourceVersion).filter(version -> !version.isEmpty() && !version.startsWith("arn:"));
    }

    /** The buildspec of the project, or the file of the source that it names. */
    static Buildspec buildspec(Build build, BuildFolder folder) throws IOException, StageFailure {
        String written =
                Optional.ofNullable(build.source().buildspec()).orElse("").strip();
        try {
            if (written.contains("\n") || written.startsWith("{")) {
                return BuildspecReader.read("buildspec", written);
            }
            if (written.startsWith("arn:")) {
                throw new StageFailure(
                        "YAML_FILE_ERROR", "a buildspec in S3 (" + written + ") is not supported by the local cloud");
            }
            String name = written.isEmpty() ? DEFAULT_FILE : written;
            Path file = folder.source().resolve(name).normalize();
            if (!file.startsWith(folder.source())) {
                throw new StageFailure("YAML_FILE_ERROR", "the buildspec " + name + " is outside the source");
            }
            if (!Files.isRegularFile(file)) {
                throw new StageFailure(
                        "YAML_FILE_ERROR", "YAML file does not exist: there is no " + name + " in the source");
            }
            return BuildspecReader.read(name, Files.readString(file));
        } catch (BuildspecException wrong) {
            throw new StageFailure("YAML_FILE_ERROR", String.valueOf(wrong.getMessage()));
        }
    }
}
