package dev.fargatecd.local.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a {@code .dockerignore} leaves out of a build's context.
 *
 * <p>Patterns are matched from the root, {@code **} spans folders, {@code !} takes back in, and the last that matches
 * decides, as Docker's page on the build context has it.
 */
final class DockerIgnore {
    private record Rule(Pattern pattern, boolean ignored) {}

    private final List<Rule> rules;

    private DockerIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    static DockerIgnore parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String pattern = line.strip();
            if (line.startsWith("#") || pattern.isEmpty()) {
                continue;
            }
            boolean ignored = !pattern.startsWith("!");
            String path =
                    Glob.normalised(ignored ? pattern : pattern.substring(1).strip());
            if (!path.isEmpty()) {
                rules.add(new Rule(Glob.compile(path, "(/.*)?"), ignored));
            }
        }
        return new DockerIgnore(rules);
    }

    /**
     * Whether a file is left out.
     *
     * @param path relative to the context, with slashes
     */
    boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.pattern().matcher(path).matches()) {
                ignored = rule.ignored();
            }
        }
        return ignored;
    }
}
