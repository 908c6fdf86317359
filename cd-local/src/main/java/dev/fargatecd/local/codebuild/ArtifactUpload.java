package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts a build's artifact where the project, or the pipeline, wants it. */
final class ArtifactUpload {
    private final ProjectArtifacts wanted;
    private final BuildFolder folder;
    private final S3Client s3;

    /** @param s3 a client that calls as the build's role */
    ArtifactUpload(ProjectArtifacts wanted, BuildFolder folder, S3Client s3) {
        this.wanted = wanted;
        this.folder = folder;
        this.s3 = s3;
    }

    /**
     * Where the artifact goes: the bucket's ARN with the key.
     *
     * @param buildId part of the key where the project asks for it
     * @param name of the buildspec; counts where the project says so
     */
    static S3Place place(ProjectArtifacts wanted, String buildId, Optional<String> name) {
        String last = Boolean.TRUE.equals(wanted.overrideArtifactName()) ? name.orElse(wanted.name()) : wanted.name();
        String namespace =
                wanted.namespaceType() == ArtifactNamespace.BUILD_ID ? buildId.substring(buildId.indexOf(':') + 1) : "";
        String key = Stream.of(
                        Optional.ofNullable(wanted.path()).orElse(""),
                        namespace,
                        Optional.ofNullable(last).orElse(""))
                .map(part -> part.replaceAll("^/+|/+$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
        return new S3Place(wanted.location(), key);
    }

    /** Packs and puts the artifact; what it is, for the build's description. */
    BuildArtifacts upload(Buildspec.Artifacts artifacts, S3Place place) throws StageFailure, IOException {
        Map<String, Path> files = FileSet.find(artifacts.files(), folder.source());
        if (files.isEmpty()) {
            throw new StageFailure(
                    "CLIENT_ERROR",
                    "no matching artifact paths found: "
                            + String.join(", ", artifacts.files().files()));
        }
        BuildArtifacts.Builder described = BuildArtifacts.builder()
                .location(place.arn())
                .overrideArtifactName(wanted.overrideArtifactName())
                .encryptionDisabled(wanted.encryptionDisabled());
        if (wanted.packaging() != ArtifactPackaging.ZIP) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                String key = place.key().isEmpty() ? file.getKey() : place.key() + "/" + file.getKey();
                put(place.bucket(), key, file.getValue());
            }
            return described.build();
        }
        Archive.pack(files, artifacts.symbolicLinks(), folder.artifact());
        put(place.bucket(), place.key(), folder.artifact());
        return described.sha256sum(digest("SHA-256")).md5sum(digest("MD5")).build();
    }

    private void put(String bucket, String key, Path file) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
    }

    private String digest(String algorithm) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            try (InputStream in = new DigestInputStream(Files.newInputStream(folder.artifact()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }
}
