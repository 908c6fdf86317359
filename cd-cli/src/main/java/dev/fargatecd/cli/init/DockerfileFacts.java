package dev.fargatecd.cli.init;

import dev.fargatecd.local.images.DockerfileException;
import dev.fargatecd.local.images.DockerfileParser;
import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.KnownBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Dockerfile tells of its service.
 *
 * @param exposed the ports that it names by number, each with its line
 * @param buildsItself whether it makes its program from sources, by RUN or in a stage before
 * @param needsEngine why the local cloud can't build it without an engine; empty where it can
 */
record DockerfileFacts(List<Exposed> exposed, boolean buildsItself, Optional<String> needsEngine) {
    static final String FILE = "Dockerfile";

    private static final Pattern INSTRUCTION =
            Pattern.compile("\\s*(FROM|RUN|EXPOSE)\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:/tcp)?");

    DockerfileFacts {
        exposed = List.copyOf(exposed);
    }

    /**
     * A port that is exposed.
     *
     * @param line from 1
     */
    record Exposed(int port, int line) {}

    /** The facts of the folder's Dockerfile; empty where there is none. */
    static Optional<DockerfileFacts> in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(of(Files.readString(file))) : Optional.empty();
    }

    static DockerfileFacts of(String text) {
        List<Exposed> exposed = new ArrayList<>();
        int stages = 0;
        boolean runs = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher instruction = INSTRUCTION.matcher(line);
            if (!instruction.matches()) {
                continue;
            }
            switch (instruction.group(1).toUpperCase(java.util.Locale.ROOT)) {
                case "FROM" -> stages++;
                case "RUN" -> runs = true;
                default -> ports(instruction.group(2), number, exposed);
            }
        }
        return new DockerfileFacts(exposed, runs || stages > 1, needsEngine(text));
    }

    private static void ports(String words, int line, List<Exposed> exposed) {
        for (String word : words.strip().split("\\s+")) {
            Matcher port = PORT.matcher(word);
            if (port.matches()) {
                exposed.add(new Exposed(Integer.parseInt(port.group(1)), line));
            }
        }
    }

    private static Optional<String> needsEngine(String text) {
        try {
            String image = DockerfileParser.parse(FILE, text).from().image();
            boolean known = image.contains("$")
                    || image.equals("scratch")
                    || KnownBase.of(ImageName.parse(image)).isPresent();
            return known ? Optional.empty() : Optional.of("the base image " + image + " would have to be fetched");
        } catch (DockerfileException | IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
