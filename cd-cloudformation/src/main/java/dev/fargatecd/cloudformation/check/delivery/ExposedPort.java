package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds images that expose another port than their container maps. */
public final class ExposedPort implements Check {
    private static final Pattern EXPOSE = Pattern.compile("(?i)\\s*EXPOSE\\s+([0-9]+)(?:/tcp)?\\s*");

    @Override
    public Rule rule() {
        return new Rule(
                "exposed-port",
                Severity.WARNING,
                "The port that an image exposes is the one that its container maps",
                "https://docs.docker.com/reference/dockerfile/#expose");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        List<Value> containers = files.templates().stream()
                .flatMap(template -> template.resources("AWS::ECS::TaskDefinition").stream())
                .flatMap(task -> Value.of(task).member("ContainerDefinitions").items().stream())
                .toList();
        if (containers.size() == 1 && files.dockerfiles().size() == 1) {
            List<OptionalInt> mapped = containers.get(0).member("PortMappings").items().stream()
                    .map(mapping -> mapping.member("ContainerPort").number())
                    .toList();
            if (!mapped.isEmpty() && mapped.stream().allMatch(OptionalInt::isPresent)) {
                look(files.dockerfiles().get(0), mapped, findings);
            }
        }
    }

    private static void look(SourceFile dockerfile, List<OptionalInt> mapped, Findings findings) {
        List<String> lines = dockerfile.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher expose = EXPOSE.matcher(lines.get(i));
            if (expose.matches() && !mapped.contains(OptionalInt.of(Integer.parseInt(expose.group(1))))) {
                findings.add(
                        new Position(dockerfile.name(), i + 1, expose.start(1) + 1),
                        "the image exposes port " + expose.group(1) + ", and its container maps "
                                + mapped.stream()
                                        .map(port -> Integer.toString(port.orElse(0)))
                                        .collect(Collectors.joining(", ")),
                        "expose the port that the program listens at");
            }
        }
    }
}
