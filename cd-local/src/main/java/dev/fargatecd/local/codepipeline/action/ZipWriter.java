package dev.fargatecd.local.codepipeline.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a zip file that keeps what git knows of a file: whether it may be run, and whether it is a link. */
final class ZipWriter implements AutoCloseable {
    private final ZipArchiveOutputStream out;

    ZipWriter(Path file) throws IOException {
        out = new ZipArchiveOutputStream(file);
    }

    /** Kinds of entry, with their Unix mode. */
    enum Kind {
        FILE(UnixStat.FILE_FLAG | 0644),
        PROGRAM(UnixStat.FILE_FLAG | 0755),
        LINK(UnixStat.LINK_FLAG | 0777);

        private final int mode;

        Kind(int mode) {
            this.mode = mode;
        }
    }

    /** Adds an entry; a link's content is where it leads. */
    void add(String path, Kind kind, byte[] content) {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setUnixMode(kind.mode);
        entry.setSize(content.length);
        entry.setTime(0); // the same commit gives the same archive
        try {
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void add(String path, String text) {
        add(path, Kind.FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
