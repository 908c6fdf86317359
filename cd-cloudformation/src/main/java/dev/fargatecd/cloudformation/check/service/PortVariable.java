package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds programs that are told another port than their container maps. */
public final class PortVariable implements TemplateOnlyCheck {
    private static final Set<String> NAMES = Set.of("PORT", "SERVER_PORT", "HTTP_PORT");

    @Override
    public Rule rule() {
        return new Rule(
                "port-variable",
                Severity.WARNING,
                "The port that a program is told by PORT is one that its container maps",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            Containers.of(task).forEach(container -> look(container, findings));
        }
    }

    private static void look(Value container, Findings findings) {
        List<OptionalInt> mapped = container.member("PortMappings").items().stream()
                .map(mapping -> mapping.member("ContainerPort").number())
                .toList();
        if (mapped.isEmpty() || !mapped.stream().allMatch(OptionalInt::isPresent)) {
            return;
        }
        for (Value variable : container.member("Environment").items()) {
            Value value = variable.member("Value");
            boolean isPort =
                    variable.member("Name").literal().filter(NAMES::contains).isPresent();
            OptionalInt told = isPort ? value.number() : OptionalInt.empty();
            if (told.isPresent() && !mapped.contains(told)) {
                findings.add(
                        value.position(),
                        "the program is told to listen at " + told.getAsInt() + ", and its container maps "
                                + mapped.stream()
                                        .map(port -> Integer.toString(port.orElse(0)))
                                        .collect(Collectors.joining(", ")),
                        "write the port that is mapped");
            }
        }
    }
}
