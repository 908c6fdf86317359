package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.model.Endpoint;
import dev.fargatecd.model.FargateSize;
import dev.fargatecd.model.HealthCheck;
import dev.fargatecd.model.InvalidValue;
import dev.fargatecd.model.Port;
import dev.fargatecd.model.Priority;
import dev.fargatecd.model.SecretArn;
import dev.fargatecd.model.Service;
import dev.fargatecd.model.UrlPath;
import dev.fargatecd.model.VariableName;
import dev.fargatecd.model.Variables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the section {@code service}. */
final class ServiceReader {
    private final Findings findings;

    ServiceReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Service> service(Section section) {
        section.checkKeys(DefinitionKey.SERVICE_KEYS, List.of(DefinitionKey.PORT, DefinitionKey.PATH));
        Optional<Endpoint> endpoint = endpoint(section);
        Optional<FargateSize> size = size(section);
        Optional<Variables> variables = variables(section);
        if (endpoint.isEmpty() || size.isEmpty() || variables.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Service(endpoint.get(), size.get(), variables.get()));
    }

    private Optional<Endpoint> endpoint(Section section) {
        Optional<Port> port = section.number(DefinitionKey.PORT, Port::new);
        Optional<UrlPath> path = section.text(DefinitionKey.PATH, UrlPath::new);
        Optional<UrlPath> healthPath =
                section.has(DefinitionKey.HEALTH_CHECK) ? section.text(DefinitionKey.HEALTH_CHECK, UrlPath::new) : path;
        UrlPath anyPath = new UrlPath("/");
        Optional<Duration> gracePeriod = section.has(DefinitionKey.GRACE_PERIOD)
                ? section.number(
                        DefinitionKey.GRACE_PERIOD,
                        seconds -> new HealthCheck(anyPath, Duration.ofSeconds(seconds)).gracePeriod())
                : Optional.of(HealthCheck.USUAL_GRACE_PERIOD);
        Optional<Priority> priority = section.number(DefinitionKey.PRIORITY, Priority::new);
        if (port.isEmpty() || path.isEmpty() || healthPath.isEmpty() || gracePeriod.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Endpoint(port.get(), path.get(), new HealthCheck(healthPath.get(), gracePeriod.get()), priority));
    }

    /** Left out, the CPU is the smallest, and the memory the smallest that goes with the CPU. */
    private Optional<FargateSize> size(Section section) {
        Optional<Integer> givenCpu = section.number(DefinitionKey.CPU);
        Optional<Integer> givenMemory = section.number(DefinitionKey.MEMORY);
        if (section.has(DefinitionKey.CPU) != givenCpu.isPresent()
                || section.has(DefinitionKey.MEMORY) != givenMemory.isPresent()) {
            return Optional.empty();
        }
        int cpu = givenCpu.orElse(FargateSize.SMALLEST.cpu());
        int memory = givenMemory.orElseGet(
                () -> FargateSize.memoriesFor(cpu).stream().findFirst().orElse(FargateSize.SMALLEST.memory()));
        try {
            return Optional.of(new FargateSize(cpu, memory));
        } catch (InvalidValue invalid) {
            findings.add(
                    section.at(invalid.field()),
                    section.pathOf(invalid.field()) + " " + invalid.problem(),
                    invalid.nearest());
            return Optional.empty();
        }
    }

    private Optional<Variables> variables(Section section) {
        Optional<Map<VariableName, String>> plain = map(section, DefinitionKey.ENVIRONMENT, Function.identity());
        Optional<Map<VariableName, SecretArn>> secret = map(section, DefinitionKey.SECRETS, SecretArn::new);
        if (plain.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return findings.attempt(
                section.at(DefinitionKey.SECRETS),
                section.pathOf(DefinitionKey.SECRETS),
                () -> Variables.of(plain.get(), secret.get()));
    }

    /** What the key's mapping says, empty where the key is missing; nothing when one of its entries can't be so. */
    private <T> Optional<Map<VariableName, T>> map(Section section, String key, Function<String, T> value) {
        if (!section.has(key)) {
            return Optional.of(Map.of());
        }
        return section.section(key).flatMap(variables -> {
            Map<VariableName, T> values = new TreeMap<>();
            for (Node.Entry entry : variables.entries()) {
                Optional<VariableName> name =
                        findings.attempt(entry.position(), variables.path(), () -> new VariableName(entry.key()));
                Optional<T> one = variables
                        .text(entry)
                        .flatMap(text -> findings.attempt(
                                entry.value().position(), variables.pathOf(entry.key()), () -> value.apply(text)));
                name.ifPresent(it -> one.ifPresent(known -> values.put(it, known)));
            }
            return values.size() == variables.entries().size() ? Optional.of(values) : Optional.empty();
        });
    }
}
