package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A folder that plays the root of a file system: paths, and the symbolic links on their way, lead nowhere outside it.
 */
final class RootFolder {
    private static final int MAX_LINKS = 40;

    private final Path root;

    /** @param root an existing folder; its own path may go through symbolic links */
    RootFolder(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    Path path() {
        return root;
    }

    /**
     * Where a path of the inner file system is on this machine. Symbolic links in its folders are followed as inside;
     * the last part is not followed.
     *
     * @param inner absolute or relative to the root
     * @throws IOException where links go in circles
     */
    Path resolve(String inner) throws IOException {
        Deque<String> rest = new ArrayDeque<>();
        push(rest, inner);
        Path at = root;
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                at = above(at);
                continue;
            }
            Path next = at.resolve(part);
            if (!rest.isEmpty() && Files.isSymbolicLink(next)) {
                if (++links > MAX_LINKS) {
                    throw new IOException("the path \"" + inner + "\" leads through too many symbolic links");
                }
                Path target = Files.readSymbolicLink(next);
                push(rest, target.toString());
                at = target.isAbsolute() ? root : at;
            } else {
                at = next;
            }
        }
        return at;
    }

    /** The folder that a path is in; as in any file system, the one above the root is the root. */
    Path above(Path path) {
        Path parent = path.getParent();
        return parent == null || path.equals(root) ? root : parent;
    }

    private static void push(Deque<String> rest, String path) {
        String[] parts = path.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            rest.push(parts[i]);
        }
    }

    /**
     * What a symbolic link has to hold on this machine so that a program that follows it stays inside.
     *
     * @param link where it will be, as {@link #resolve} answered
     * @param target as the image has it: absolute, or relative to the link's folder
     */
    Path linkTarget(Path link, String target) {
        Path folder = above(link);
        Path goal = target.startsWith("/") ? root : folder;
        for (String part : target.split("/")) {
            if (part.equals("..")) {
                goal = above(goal);
            } else if (!part.isEmpty() && !part.equals(".")) {
                goal = goal.resolve(part);
            }
        }
        Path relative = folder.relativize(goal);
        return relative.toString().isEmpty() ? Path.of(".") : relative;
    }

    /** Removes a file, or a folder with all that is in it; links are removed, not followed. */
    static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
