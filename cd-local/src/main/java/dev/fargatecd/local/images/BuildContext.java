package dev.fargatecd.local.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files a Dockerfile may COPY: a folder without what its {@code .dockerignore} names, and nothing outside of it.
 *
 * <p>A link to a file inside the context stands for that file; any other link is refused.
 */
public final class BuildContext {
    private final Path root;
    private final NavigableMap<String, Path> files;

    private BuildContext(Path root, NavigableMap<String, Path> files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Reads the folder.
     *
     * @param dockerfile whose own ignore file ({@code <dockerfile>.dockerignore}) wins over the context's
     * @throws IOException where the folder is none or can't be read
     */
    public static BuildContext of(Path folder, Path dockerfile) throws IOException {
        Path root = folder.toRealPath();
        DockerIgnore ignore = ignoreFile(root, dockerfile);
        NavigableMap<String, Path> files = new TreeMap<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
                if (!found.equals(root) && !ignore.ignores(relative(found))) {
                    files.put(relative(found), found);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
                if (!ignore.ignores(relative(found))) {
                    files.put(relative(found), found);
                }
                return FileVisitResult.CONTINUE;
            }

            private String relative(Path found) {
                return root.relativize(found).toString().replace('\\', '/');
            }
        };
        Files.walkFileTree(root, visitor);
        return new BuildContext(root, files);
    }

    private static DockerIgnore ignoreFile(Path root, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        for (Path candidate : List.of(own, root.resolve(".dockerignore"))) {
            if (Files.isRegularFile(candidate)) {
                return DockerIgnore.parse(Files.readString(candidate));
            }
        }
        return DockerIgnore.parse("");
    }

    /** A folder to take a folder entry's attributes from. */
    Path root() {
        return root;
    }

    /**
     * The paths that a source of a COPY stands for, sorted; {@code ""} is the whole context.
     *
     * @throws IllegalArgumentException where the source leads out of the context, is malformed, or matches nothing
     */
    List<String> match(String source) {
        String path = Glob.normalised(source);
        if (path.equals("..") || path.startsWith("../")) {
            throw new IllegalArgumentException(source + " is outside the build's context");
        }
        if (path.isEmpty()) {
            return List.of("");
        }
        if (!Glob.isPattern(path)) {
            if (!files.containsKey(path)) {
                throw new IllegalArgumentException(
                        source + " is not in the build's context " + root + ", or its .dockerignore leaves it out");
            }
            return List.of(path);
        }
        Pattern pattern = Glob.compile(path.replace("**", "*"), "");
        List<String> found = files.keySet().stream()
                .filter(file -> pattern.matcher(file).matches())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(source + " matches nothing in the build's context " + root
                    + ", or its .dockerignore leaves it out");
        }
        return found;
    }

    boolean isFolder(String path) {
        return path.isEmpty() || Files.isDirectory(absolute(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** What is below a folder of the context, at any depth, sorted. */
    List<String> below(String folder) {
        if (folder.isEmpty()) {
            return List.copyOf(files.keySet());
        }
        String prefix = folder + "/";
        return files.tailMap(prefix, true).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .toList();
    }

    /**
     * The file itself, links followed.
     *
     * @throws IllegalArgumentException where a link leads out of the context, to a folder or nowhere
     */
    Path resolve(String path) {
        Path found = absolute(path);
        try {
            Path real = found.toRealPath();
            if (!real.startsWith(root)) {
                throw new IllegalArgumentException(
                        path + " is a link that leads out of the build's context, to " + real);
            }
            if (Files.isSymbolicLink(found) && Files.isDirectory(real)) {
                throw new IllegalArgumentException(
                        path + " is a link to a folder, which the process runtime does not copy");
            }
            if (!Files.isDirectory(real) && !Files.isRegularFile(real)) {
                throw new IllegalArgumentException(path + " is neither a file nor a folder");
            }
            return real;
        } catch (IOException broken) {
            throw new IllegalArgumentException(path + " can't be read: " + broken, broken);
        }
    }

    private Path absolute(String path) {
        return path.isEmpty() ? root : files.getOrDefault(path, root.resolve(path));
    }
}
