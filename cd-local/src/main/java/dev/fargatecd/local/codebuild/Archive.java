package dev.fargatecd.local.codebuild;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Archives of sources and artifacts: zips that keep what is executable and what is a link. */
final class Archive {
    private static final long MAX_BYTES = 4L << 30;
    private static final int MAX_ENTRIES = 200_000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    private Archive() {}

    /**
     * Unpacks into a folder and nowhere else.
     *
     * @throws IOException for an entry or a link that leads out of the folder, and for more than 4 GiB or 200,000 entries
     */
    static void unpack(Path zip, Path folder) throws IOException {
        long bytes = 0;
        int count = 0;
        Map<Path, String> links = new LinkedHashMap<>();
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                if (++count > MAX_ENTRIES) {
                    throw new IOException("the archive has more than " + MAX_ENTRIES + " entries");
                }
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder) || entry.getName().contains("\\")) {
                    throw new IOException("the archive's entry " + entry.getName() + " leads out of its folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                try (InputStream in = file.getInputStream(entry)) {
                    if (entry.isUnixSymlink()) {
                        links.put(target, new String(in.readNBytes(4096), StandardCharsets.UTF_8));
                        continue;
                    }
                    bytes += copy(in, target, MAX_BYTES - bytes);
                }
                if ((entry.getUnixMode() & 0100) != 0) {
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        // Last, so that no entry is written through one.
        for (Map.Entry<Path, String> link : links.entrySet()) {
            Path parent = Objects.requireNonNull(link.getKey().getParent());
            if (!parent.resolve(link.getValue()).normalize().startsWith(folder)) {
                throw new IOException("the archive's link " + folder.relativize(link.getKey())
                        + " leads out of its folder, to " + link.getValue());
            }
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
    }

    private static long copy(InputStream in, Path target, long rest) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > rest) {
                    throw new IOException("the archive unpacks to more than " + MAX_BYTES + " bytes");
                }
                out.write(buffer, 0, read);
            }
            return total;
        }
    }

    /**
     * Packs files by the names they have in the archive.
     *
     * @param links whether links stay links
     */
    static void pack(Map<String, Path> files, boolean links, Path zip) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Path source = file.getValue();
                boolean link = links && Files.isSymbolicLink(source);
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                entry.setUnixMode(link ? LINK | 0777 : FILE | (isExecutable(source) ? 0755 : 0644));
                entry.setTime(Files.getLastModifiedTime(source, LinkOption.NOFOLLOW_LINKS));
                out.putArchiveEntry(entry);
                if (link) {
                    out.write(Files.readSymbolicLink(source).toString().getBytes(StandardCharsets.UTF_8));
                } else {
                    Files.copy(source, out);
                }
                out.closeArchiveEntry();
            }
        }
    }

    private static boolean isExecutable(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
