package dev.fargatecd.cli.init;

import java.util.List;
import java.util.Optional;

/**
 * How sources become an image.
 *
 * @param commands what the buildspec runs before {@code docker build}; empty where the Dockerfile takes sources as they are
 * @param runtime what CodeBuild installs for these commands, as {@code java: corretto17}
 * @param base the image that the Dockerfile is made from
 * @param steps the further lines of a Dockerfile, without EXPOSE
 */
record Recipe(List<String> commands, Optional<String> runtime, String base, List<String> steps) {
    Recipe {
        commands = List.copyOf(commands);
        steps = List.copyOf(steps);
    }

    /** A Dockerfile; the program is told its port by {@code PORT} and should listen there. */
    String dockerfile(int port) {
        StringBuilder text = new StringBuilder("""
                # Written by fargate-cd init; yours from here on. Sources are built before, by the buildspec.
                FROM %s
                """.formatted(base));
        steps.stream()
                .filter(step -> !isStart(step))
                .forEach(step -> text.append(step).append('\n'));
        text.append("EXPOSE ").append(port).append('\n');
        text.append("USER 10001:10001\n");
        steps.stream().filter(Recipe::isStart).forEach(step -> text.append(step).append('\n'));
        return text.toString();
    }

    private static boolean isStart(String step) {
        return step.startsWith("ENTRYPOINT") || step.startsWith("CMD");
    }
}
