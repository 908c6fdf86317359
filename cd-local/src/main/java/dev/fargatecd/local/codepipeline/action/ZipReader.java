package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads single files of an archive into memory: nothing is unpacked, so no entry's name leads anywhere. */
final class ZipReader {
    /** Bytes of one file; CloudFormation takes no template above a megabyte. */
    private static final int LARGEST = 4 << 20;

    private ZipReader() {}

    /** The file's text; empty where the archive has no such file. */
    static Optional<String> text(Path archive, String path) {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            ZipArchiveEntry entry = zip.getEntry(path);
            if (entry == null || entry.isDirectory() || entry.isUnixSymlink()) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length > LARGEST) {
                    throw new ActionFailure("ConfigurationError", path + " has more than " + LARGEST + " bytes");
                }
                return Optional.of(new String(content, StandardCharsets.UTF_8));
            }
        } catch (IOException notZip) {
            throw new ActionFailure(
                    "ConfigurationError", "The artifact is not a readable zip file: " + notZip.getMessage());
        }
    }
}
