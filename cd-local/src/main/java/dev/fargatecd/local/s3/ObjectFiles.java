package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bytes of objects and parts, in files named by ids of our own: no key becomes a path. */
final class ObjectFiles {
    private final Path folder;
    private final Ids ids;

    ObjectFiles(Path folder, Ids ids) {
        this.folder = folder;
        this.ids = ids;
    }

    /**
     * Bytes that were written.
     *
     * @param md5 in hexadecimal digits
     * @param checksums in Base64
     */
    record Content(String file, long size, String md5, Map<ChecksumKind, String> checksums) {}

    /** Writes all of the stream, which stays open. */
    Content write(InputStream in, Set<ChecksumKind> kinds) {
        String file = ids.hex(32);
        Path path = path(file);
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(path)) {
                return copy(in, out, file, kinds);
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(path);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    InputStream read(String file) {
        try {
            return Files.newInputStream(path(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All files, one behind the other. */
    InputStream read(List<String> files) {
        return new SequenceInputStream(
                Collections.enumeration(files.stream().map(this::read).toList()));
    }

    /** Removes the bytes; "" for none. Whoever reads them just now reads on. */
    void remove(String file) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(path(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Content copy(InputStream in, OutputStream out, String file, Set<ChecksumKind> kinds)
            throws IOException {
        MessageDigest md5 = ChecksumKind.digestOf("MD5");
        Map<ChecksumKind, ChecksumKind.Accumulator> accumulators = new EnumMap<>(ChecksumKind.class);
        kinds.forEach(kind -> accumulators.put(kind, kind.start()));
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int length = read;
            md5.update(buffer, 0, length);
            accumulators.values().forEach(one -> one.update(buffer, length));
            out.write(buffer, 0, length);
            size += length;
        }
        Map<ChecksumKind, String> checksums = new EnumMap<>(ChecksumKind.class);
        accumulators.forEach((kind, accumulator) -> checksums.put(kind, accumulator.value()));
        return new Content(file, size, HexFormat.of().formatHex(md5.digest()), checksums);
    }

    private Path path(String file) {
        return folder.resolve(file);
    }
}
