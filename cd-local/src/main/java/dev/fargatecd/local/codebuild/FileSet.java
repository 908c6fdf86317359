package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that a section of a buildspec names, as the build has left them. */
final class FileSet {
    private FileSet() {}

    /**
     * The files by the names they are to have, sorted; empty where nothing matches.
     *
     * @param source the folder of the build's source, out of which no pattern and no link leads
     * @throws StageFailure where the base folder is none, or something leads out
     */
    static Map<String, Path> find(Buildspec.Files wanted, Path source) throws StageFailure, IOException {
        Path base = base(wanted, source);
        List<PathMatcher> included = matchers(base, wanted.files());
        List<PathMatcher> excluded = matchers(base, wanted.excluded());
        Map<String, Path> found = new TreeMap<>();
        Files.walkFileTree(base, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = base.relativize(file);
                if (matches(included, relative) && !matches(excluded, relative)) {
                    if (attributes.isSymbolicLink()
                            && (!Files.exists(file) || !file.toRealPath().startsWith(source.toRealPath()))) {
                        throw new IOException(relative + " is a link that leads out of the source's folder");
                    }
                    if (!Files.isDirectory(file)) {
                        found.put(
                                (wanted.discardPaths() ? file.getFileName() : relative)
                                        .toString()
                                        .replace('\\', '/'),
                                file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Path base(Buildspec.Files wanted, Path source) throws StageFailure, IOException {
        String pattern = wanted.baseFolder().orElse(".");
        Path base = source.resolve(pattern).normalize();
        if (!base.startsWith(source)) {
            throw new StageFailure("CLIENT_ERROR", "base-directory " + pattern + " leads out of the source's folder");
        }
        if (!Files.isDirectory(base)) {
            throw new StageFailure("CLIENT_ERROR", "no matching base directory path found for " + pattern);
        }
        return base;
    }

    /** A pattern without a wildcard that names a folder is not all of it: AWS wants {@code folder/**} for that. */
    private static List<PathMatcher> matchers(Path base, List<String> patterns) throws StageFailure {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String written : patterns) {
            String pattern = written.startsWith("./") ? written.substring(2) : written;
            if (Path.of(pattern.replace('*', '_')).normalize().startsWith("..") || pattern.startsWith("/")) {
                throw new StageFailure("CLIENT_ERROR", written + " leads out of the source's folder");
            }
            try {
                // For Java the folders of ** are not optional, for AWS they are. Groups can't be nested.
                String glob = pattern.contains("{") ? pattern : pattern.replace("**/", "{,**/}");
                matchers.add(base.getFileSystem().getPathMatcher("glob:" + glob));
            } catch (java.util.regex.PatternSyntaxException malformed) {
                throw StageFailure.of("CLIENT_ERROR", "the pattern " + written + " is malformed", malformed);
            }
        }
        return matchers;
    }

    private static boolean matches(List<PathMatcher> matchers, Path file) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(file));
    }
}
