package dev.fargatecd.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that goes with its process: removed when it is closed, or, where the process was killed, by the next
 * one that looks for abandoned folders.
 *
 * <p>Its owner holds a lock on the file {@code owner-PID} in it. The system gives the lock back however the process ends,
 * so that a process id that is used again, or one of another container, is never mistaken for the owner.
 */
public final class OwnedFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedFolder.class);
    private static final String PREFIX = "fargate-cd-";
    /** Not among those that are looked at while it has no lock yet. */
    private static final String UNBORN = "new-" + PREFIX;

    private static final String OWNER = "owner-";

    private final Path path;
    private final FileChannel owner;

    private OwnedFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /**
     * Makes one.
     *
     * @param parent made where it is not there
     * @throws IOException where the parent can't be written
     */
    public static OwnedFolder in(Path parent) throws IOException {
        Path unborn = Files.createTempDirectory(Files.createDirectories(parent), UNBORN);
        FileChannel owner =
                FileChannel.open(unborn.resolve(ownerFile()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        owner.lock();
        String name = unborn.getFileName().toString();
        return new OwnedFolder(Files.move(unborn, parent.resolve(name.substring("new-".length()))), owner);
    }

    /** The folder of temporary files: of TMPDIR as other programs have it, where the launcher passes it on. */
    public static Path temporaryFiles() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() throws IOException {
        try {
            remove(path);
        } finally {
            owner.close();
        }
    }

    /** Removes the folders whose process has ended without removing them; what can't be removed stays for the next. */
    public static void removeAbandoned(Path parent) {
        try (Stream<Path> found = Files.list(parent)) {
            List<Path> folders = found.filter(
                            path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList();
            folders.forEach(OwnedFolder::removeIfAbandoned);
        } catch (IOException unreadable) {
            LOG.debug("{} can't be searched for abandoned folders", parent, unreadable);
        }
    }

    /** Whether the process that made the folder still has it. */
    public static boolean hasOwner(Path folder) {
        try {
            Optional<Path> owner = ownerOf(folder);
            if (owner.isEmpty()) {
                return false;
            }
            if (owner.get().endsWith(ownerFile())) {
                return true; // not even opened: see removeIfAbandoned
            }
            try (FileChannel channel =
                            FileChannel.open(owner.get(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    @Nullable FileLock lock = channel.tryLock()) {
                return lock == null;
            }
        } catch (IOException | OverlappingFileLockException gone) {
            return gone instanceof OverlappingFileLockException;
        }
    }

    private static void removeIfAbandoned(Path folder) {
        try {
            Optional<Path> owner = ownerOf(folder);
            // Our own is not even opened: closing any handle of a file gives back all locks of this process on it.
            if (owner.isEmpty() || owner.get().endsWith(ownerFile())) {
                return;
            }
            try (FileChannel channel =
                            FileChannel.open(owner.get(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    @Nullable FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    remove(folder);
                    LOG.debug("Removed {}, whose process was killed", folder);
                }
            }
        } catch (IOException notOurs) {
            LOG.debug("{} stays", folder, notOurs);
        }
    }

    /** The owner's file in a folder of this user's, or empty where there is none. */
    private static Optional<Path> ownerOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                        .getName()
                        .equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(OWNER))
                    .findFirst();
        }
    }

    private static String ownerFile() {
        return OWNER + ProcessHandle.current().pid();
    }

    /** Removes the owner's file last: a removal that is cut short is taken up again. */
    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isOwnerFile(file)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // gone meanwhile, or said when its folder can't be removed
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (!directory.equals(folder)) {
                    Files.deleteIfExists(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isOwnerFile(Path file) {
                return folder.equals(file.getParent())
                        && file.getFileName().toString().startsWith(OWNER);
            }
        });
        Optional<Path> owner = ownerOf(folder);
        if (owner.isPresent()) {
            Files.deleteIfExists(owner.get());
        }
        Files.deleteIfExists(folder);
    }
}
