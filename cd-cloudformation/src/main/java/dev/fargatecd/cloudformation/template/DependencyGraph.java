package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.template.References.Kind;
import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which resource needs which: by {@code DependsOn}, and by referring to it anywhere. Has no cycles. */
public final class DependencyGraph {
    private final Map<String, Set<String>> dependencies;
    private final List<String> order;

    private DependencyGraph(Map<String, Set<String>> dependencies, Map<String, Position> positions) {
        this.dependencies = Collections.unmodifiableMap(dependencies);
        this.order = List.copyOf(ordered(positions));
    }

    /**
     * That of all resources, with both branches of each {@code Fn::If}.
     *
     * @throws TemplateException with AWS's message where there is a cycle; the detail is its path
     */
    public static DependencyGraph of(Template template) {
        return of(template, condition -> true, condition -> Optional.empty());
    }

    /**
     * That of the resources that are made, and of the references that are evaluated.
     *
     * @param included whether what has this condition, or none, is made
     * @param conditions what a condition holds; empty where that is not known
     */
    public static DependencyGraph of(
            Template template, Predicate<Optional<String>> included, Function<String, Optional<Boolean>> conditions) {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        Map<String, Position> positions = new LinkedHashMap<>();
        for (Resource resource : template.resources().values()) {
            if (included.test(resource.condition())) {
                dependencies.put(resource.name(), dependenciesOf(resource, conditions));
                positions.put(resource.name(), resource.position());
            }
        }
        dependencies.values().forEach(names -> names.retainAll(dependencies.keySet()));
        return new DependencyGraph(dependencies, positions);
    }

    /** All resources, each after those that it needs; else in the order of the text. */
    public List<String> order() {
        return order;
    }

    /** What the resource needs before it can be made. */
    public Set<String> dependenciesOf(String resource) {
        return Collections.unmodifiableSet(dependencies.getOrDefault(resource, Set.of()));
    }

    /** What needs the resource, and so goes before it when things are deleted. */
    public Set<String> dependentsOf(String resource) {
        Set<String> dependents = new LinkedHashSet<>();
        dependencies.forEach((name, needs) -> {
            if (needs.contains(resource)) {
                dependents.add(name);
            }
        });
        return Collections.unmodifiableSet(dependents);
    }

    private static Set<String> dependenciesOf(Resource resource, Function<String, Optional<Boolean>> conditions) {
        Set<String> names = new LinkedHashSet<>(resource.dependsOn());
        List<Node> nodes = new ArrayList<>(resource.otherAttributes().values());
        nodes.add(resource.properties());
        for (Node node : nodes) {
            for (Reference reference : References.of(node, conditions)) {
                if (reference.kind() != Kind.CONDITION) {
                    names.add(reference.name());
                }
            }
        }
        return names;
    }

    private List<String> ordered(Map<String, Position> positions) {
        Set<String> done = new LinkedHashSet<>();
        for (String name : dependencies.keySet()) {
            visit(name, new LinkedHashSet<>(), done, positions);
        }
        return new ArrayList<>(done);
    }

    private void visit(String name, Set<String> path, Set<String> done, Map<String, Position> positions) {
        if (done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            List<String> cycle = new ArrayList<>(path);
            cycle = cycle.subList(cycle.indexOf(name), cycle.size());
            throw new TemplateException(
                    Optional.ofNullable(positions.get(name)).orElse(Position.NONE),
                    "Circular dependency between resources: "
                            + cycle.stream().sorted().toList(),
                    String.join(" → ", cycle) + " → " + name);
        }
        dependenciesOf(name).forEach(needed -> visit(needed, path, done, positions));
        path.remove(name);
        done.add(name);
    }
}
