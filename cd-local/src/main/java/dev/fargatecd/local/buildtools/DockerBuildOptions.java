package dev.fargatecd.local.buildtools;

import dev.fargatecd.local.images.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code docker build} was asked.
 *
 * @param file the Dockerfile, relative to where docker was called; empty for the context's own
 * @param buildArgs by name
 * @param context a folder
 */
record DockerBuildOptions(
        List<ImageName> tags,
        Optional<String> file,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        String architecture,
        boolean quiet,
        String context) {
    private static final Set<String> WITH_VALUE =
            Set.of("-t", "--tag", "-f", "--file", "--build-arg", "--label", "--platform");
    /** They change how an engine works, not what comes out. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("--no-cache", "--pull", "--rm", "--force-rm", "--provenance", "--sbom", "--load");

    private static final Set<String> WITHOUT_EFFECT_WITH_VALUE = Set.of("--progress", "--cache-from", "--network");
    private static final Map<String, String> ARCHITECTURES =
            Map.of("linux/amd64", "amd64", "linux/x86_64", "amd64", "linux/arm64", "arm64", "linux/arm64/v8", "arm64");

    /**
     * Reads the words after {@code build}.
     *
     * @param environment answers {@code --build-arg NAME} without a value
     * @throws IllegalArgumentException for an option that is unknown, malformed or needs an engine
     */
    static DockerBuildOptions parse(List<String> words, Map<String, String> environment) {
        List<ImageName> tags = new ArrayList<>();
        Map<String, String> buildArgs = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        List<String> contexts = new ArrayList<>();
        Optional<String> file = Optional.empty();
        String architecture = "amd64";
        boolean quiet = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                contexts.add(word);
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            if (option.equals("-q") || option.equals("--quiet")) {
                quiet = true;
                continue;
            }
            if (WITHOUT_EFFECT.contains(option)) {
                continue;
            }
            if (!WITH_VALUE.contains(option) && !WITHOUT_EFFECT_WITH_VALUE.contains(option)) {
                throw new IllegalArgumentException("docker build " + option
                        + " is not supported by the process runtime; `--runtime docker` builds with a real engine");
            }
            if (equals < 0 && ++i == words.size()) {
                throw new IllegalArgumentException("docker build " + option + " needs a value");
            }
            String value = equals < 0 ? words.get(i) : word.substring(equals + 1);
            switch (option) {
                case "-t", "--tag" -> tags.add(ImageName.parse(value).tagged());
                case "-f", "--file" -> file = Optional.of(value);
                case "--build-arg" -> put(buildArgs, value, environment);
                case "--label" -> put(labels, value, Map.of());
                case "--platform" -> {
                    String known = ARCHITECTURES.get(value);
                    if (known == null) {
                        throw new IllegalArgumentException(
                                "docker build --platform " + value + " is not supported: linux/amd64 or linux/arm64");
                    }
                    architecture = known;
                }
                default -> {
                    // One of those without effect.
                }
            }
        }
        if (contexts.size() != 1
                || contexts.get(0).equals("-")
                || contexts.get(0).contains("://")) {
            throw new IllegalArgumentException(
                    "docker build takes one folder as its context (no address, no stdin); given: " + contexts);
        }
        return new DockerBuildOptions(tags, file, buildArgs, labels, architecture, quiet, contexts.get(0));
    }

    private static void put(Map<String, String> values, String pair, Map<String, String> environment) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        } else if (environment.containsKey(pair)) {
            values.put(pair, environment.get(pair));
        }
    }
}
