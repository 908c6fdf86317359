package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds containers of a task that contradict each other, or name what the task does not have. */
public final class ContainerDefinitions implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "container-definitions",
                Severity.ERROR,
                "Containers and their variables have names of their own, and name containers and volumes of their task",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            List<Value> containers = Containers.of(task);
            unique(containers.stream().map(one -> one.member("Name")), "the task has a container ", findings);
            for (Value container : containers) {
                Stream<Value> variables = Stream.concat(
                        container.at("Environment.*.Name").stream(), container.at("Secrets.*.Name").stream());
                unique(variables, "the container has a variable ", findings);
                order(container, containers, findings);
                volumes(container, Value.of(task), findings);
            }
        }
    }

    private static void unique(Stream<Value> names, String what, Findings findings) {
        Map<String, Value> taken = new HashMap<>();
        names.forEach(name -> name.literal().ifPresent(text -> {
            Value other = taken.putIfAbsent(text, name);
            if (other != null) {
                findings.add(
                        name.position(),
                        what + text + " already",
                        "give it another name, or remove one",
                        List.of(other.position()));
            }
        }));
    }

    private static void order(Value container, List<Value> containers, Findings findings) {
        for (Value dependency : container.member("DependsOn").items()) {
            Value name = dependency.member("ContainerName");
            Optional<Value> other = containers.stream()
                    .filter(one -> one.member("Name").text().equals(name.text()))
                    .findFirst();
            boolean waitsForHealth = dependency
                    .member("Condition")
                    .literal()
                    .filter("HEALTHY"::equals)
                    .isPresent();
            if (other.isEmpty()) {
                name.literal().ifPresent(text -> absent(name, "container", text, names(containers), findings));
            } else if (waitsForHealth && other.get().member("HealthCheck").isAbsent()) {
                findings.add(
                        dependency.member("Condition").position(),
                        "the container " + name.literal().orElse("") + " is never HEALTHY: it has no HealthCheck",
                        "write START, or add HealthCheck to it",
                        List.of(other.get().member("Name").position()));
            }
        }
    }

    private static void volumes(Value container, Value task, Findings findings) {
        List<Value> volumes = task.member("Volumes").items();
        for (Value volume : container.at("MountPoints.*.SourceVolume")) {
            volume.literal()
                    .filter(text -> volumes.stream()
                            .noneMatch(one -> one.isComputed()
                                    || one.member("Name").isComputed()
                                    || one.member("Name")
                                            .literal()
                                            .filter(text::equals)
                                            .isPresent()))
                    .filter(text -> !task.member("Volumes").isComputed())
                    .ifPresent(text -> absent(volume, "volume", text, names(volumes), findings));
        }
    }

    private static void absent(Value place, String what, String name, List<String> there, Findings findings) {
        findings.add(place.position(), "the task has no " + what + " " + name, Nearest.hint(name, there));
    }

    private static List<String> names(List<Value> all) {
        return all.stream()
                .flatMap(one -> one.member("Name").literal().stream())
                .toList();
    }
}
