package dev.fargatecd.local.ecr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The blobs as files named by their digest, each once for all repositories, and the uploads that are not complete yet.
 * Which repository has which blob is the repositories' knowledge.
 */
final class BlobFiles {
    private final Path blobs;
    private final Path uploads;

    BlobFiles(Path folder) {
        blobs = folder.resolve("blobs");
        uploads = folder.resolve("uploads");
    }

    /** The file of a blob, whether it is there or not. */
    Path blob(String digest) {
        if (!Digests.isDigest(digest)) {
            throw new IllegalArgumentException("\"" + digest + "\" is no sha256 digest");
        }
        return blobs.resolve(digest.substring("sha256:".length()));
    }

    void begin(String upload) throws IOException {
        Files.createDirectories(uploads);
        Files.createFile(uploads.resolve(upload));
    }

    /** Bytes of the upload so far. */
    long size(String upload) throws IOException {
        return Files.size(uploads.resolve(upload));
    }

    /** Adds all of the content and answers the new size. */
    long append(String upload, InputStream content) throws IOException {
        Path file = uploads.resolve(upload);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            content.transferTo(out);
        }
        return Files.size(file);
    }

    /** The digest of what was uploaded so far. */
    String digest(String upload) throws IOException {
        return Digests.of(uploads.resolve(upload));
    }

    /** Makes the upload the blob of that digest, which is its own. */
    void complete(String upload, String digest) throws IOException {
        Files.createDirectories(blobs);
        Files.move(
                uploads.resolve(upload),
                blob(digest),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void abandon(String upload) throws IOException {
        Files.deleteIfExists(uploads.resolve(upload));
    }
}
