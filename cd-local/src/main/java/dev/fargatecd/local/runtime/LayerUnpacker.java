package dev.fargatecd.local.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Puts the layers of an image into a folder, one over the other. No entry gets outside, whatever its name or link says.
 *
 * <p>Owners, times and special files are left out; of the modes only "executable" matters to a process of this machine.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI layers and their whiteouts</a>
 */
final class LayerUnpacker {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final RootFolder root;

    LayerUnpacker(RootFolder root) {
        this.root = root;
    }

    /** @param layer a tar, gzipped or not */
    void unpack(InputStream layer) throws IOException {
        Set<Path> ofThisLayer = new HashSet<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = root.resolve(checked(entry.getName()));
                if (path.equals(root.path())) {
                    continue;
                }
                Path folder = Files.createDirectories(root.above(path));
                String name = folder.relativize(path).toString();
                if (name.equals(OPAQUE)) {
                    removeLower(folder, ofThisLayer);
                } else if (name.startsWith(WHITEOUT)) {
                    RootFolder.remove(folder.resolve(checked(name.substring(WHITEOUT.length()))));
                } else if (!entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO()) {
                    write(entry, tar, path);
                    ofThisLayer.add(path);
                }
            }
        }
    }

    /** A name that does not even try to leave the folder: no archive that a tool wrote has such. */
    private static String checked(String name) throws IOException {
        if (name.isEmpty() || List.of(name.split("/")).contains("..")) {
            throw new IOException("the archive's entry \"" + name + "\" would leave its folder");
        }
        return name;
    }

    private void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                RootFolder.remove(path);
                Files.createDirectory(path);
            }
            return;
        }
        RootFolder.remove(path);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, root.linkTarget(path, entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, root.resolve(checked(entry.getLinkName())));
        } else {
            Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0111) != 0) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void removeLower(Path folder, Set<Path> ofThisLayer) throws IOException {
        List<Path> children;
        try (Stream<Path> found = Files.list(folder)) {
            children = found.toList();
        }
        for (Path child : children) {
            if (ofThisLayer.stream().noneMatch(path -> path.startsWith(child))) {
                RootFolder.remove(child);
            }
        }
    }

    private static InputStream plain(InputStream layer) throws IOException {
        BufferedInputStream in = new BufferedInputStream(layer, 1 << 16);
        in.mark(4);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first == 0x1f && second == 0x8b) {
            return new GZIPInputStream(in, 1 << 16);
        }
        if (first == 0x28 && second == 0xb5) {
            throw new IOException("a layer is compressed with zstd, which is not supported by the local cloud");
        }
        return in;
    }
}
