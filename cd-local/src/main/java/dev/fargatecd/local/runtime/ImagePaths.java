package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leads a program from its image's absolute paths to where they are unpacked: {@code /app/hello.jar} to
 * {@code <root>/app/hello.jar}. A process of this machine sees this machine's root, not the image's.
 */
final class ImagePaths {
    /** An absolute path, alone or inside a word: {@code @/app/args}, {@code -Dconfig=/app/c}, {@code /a:/b}. */
    private static final Pattern PATHS = Pattern.compile("(?<=^|[:=,@;])/[^:=,;]+");

    private final RootFolder root;

    ImagePaths(RootFolder root) {
        this.root = root;
    }

    /** The word with each path in it that exists in the image led to its unpacked place; others stay. */
    String map(String word) {
        Matcher paths = PATHS.matcher(word);
        return paths.replaceAll(path -> Matcher.quoteReplacement(one(path.group())));
    }

    /** A search path of the image: the folders that it has, led to their unpacked places, and no others. */
    String mapSearchPath(String searchPath) {
        return Arrays.stream(searchPath.split(":"))
                .filter(folder -> folder.startsWith("/") && !one(folder).equals(folder))
                .map(this::one)
                .collect(Collectors.joining(":"));
    }

    /** The folder of the image that a working directory names, made where the image has none, as engines do. */
    Path folder(String workingDirectory) throws IOException {
        Path folder = root.resolve(workingDirectory);
        return Files.createDirectories(folder);
    }

    private String one(String inner) {
        try {
            boolean wildcard = inner.endsWith("/*"); // of a class path
            Path place = root.resolve(wildcard ? inner.substring(0, inner.length() - 1) : inner);
            if (place.equals(root.path()) || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return inner;
            }
            return wildcard ? place + "/*" : place + (inner.endsWith("/") ? "/" : "");
        } catch (IOException | InvalidPathException noPath) {
            return inner;
        }
    }
}
