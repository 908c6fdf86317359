package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.template.References.Kind;
import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What CloudFormation refuses in a template whose parts are well-formed, before it knows any parameter's value. */
final class TemplateCheck {
    /**
     * The most of a kind that a template may have.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Quotas</a>
     */
    private static final int MOST_RESOURCES = 500;

    private static final int MOST_OTHERS = 200;

    /** In bytes. */
    private static final int LONGEST_DESCRIPTION = 1024;

    private final Template template;

    private TemplateCheck(Template template) {
        this.template = template;
    }

    static void check(Template template) {
        TemplateCheck check = new TemplateCheck(template);
        check.sizes();
        FunctionCheck.check(template);
        check.conditions();
        check.conditionNames();
        check.resources();
        check.outputs();
        template.resources().values().forEach(ResourceAttributeCheck::check);
        DynamicReferenceCheck.check(template);
        DependencyGraph.of(template);
    }

    private void sizes() {
        if (template.resources().isEmpty()) {
            throw new TemplateException(
                    template.root().position(),
                    "Template format error: At least one Resources member must be defined.");
        }
        size("resources", template.resources().size(), MOST_RESOURCES);
        size("parameters", template.parameters().size(), MOST_OTHERS);
        size("outputs", template.outputs().size(), MOST_OTHERS);
        size("mappings", template.mappings().size(), MOST_OTHERS);
        template.mappings()
                .forEach((name, table) ->
                        size("attributes of mapping " + name, table.entries().size(), MOST_OTHERS));
        template.description()
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length > LONGEST_DESCRIPTION)
                .ifPresent(text -> {
                    throw new TemplateException(
                            template.root().get("Description").orElseThrow().position(),
                            "Template format error: 'Description' length is greater than " + LONGEST_DESCRIPTION + ".");
                });
    }

    private static void size(String what, int number, int most) {
        if (number > most) {
            throw new TemplateException(
                    Position.NONE,
                    "Template format error: Number of " + what + ", " + number + ", is greater than maximum allowed, "
                            + most);
        }
    }

    private void conditions() {
        List<String> unresolved = new ArrayList<>();
        Position[] place = {Position.NONE};
        template.conditions().values().forEach(condition -> {
            for (Reference reference : References.ofCondition(condition)) {
                if (reference.kind() == Kind.CONDITION) {
                    requireCondition(reference.name(), reference.position());
                } else if (!isParameter(reference.name())) {
                    unresolved.add(reference.name());
                    place[0] = reference.position();
                }
            }
        });
        if (!unresolved.isEmpty()) {
            throw new TemplateException(
                    place[0],
                    "Template format error: Unresolved dependencies " + new LinkedHashSet<>(unresolved)
                            + ". Cannot reference resources in the Conditions block of the template");
        }
        Set<String> done = new HashSet<>();
        template.conditions()
                .forEach((name, condition) -> requireNoCycle(name, condition, new LinkedHashSet<>(), done));
    }

    private void requireNoCycle(String name, Node condition, Set<String> path, Set<String> done) {
        if (done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            throw new TemplateException(
                    condition.position(),
                    "Template format error: Found circular condition dependency between " + String.join(", ", path));
        }
        for (Reference reference : References.ofCondition(condition)) {
            Optional.ofNullable(template.conditions().get(reference.name()))
                    .filter(other -> reference.kind() == Kind.CONDITION)
                    .ifPresent(other -> requireNoCycle(reference.name(), other, path, done));
        }
        path.remove(name);
        done.add(name);
    }

    private void conditionNames() {
        template.resources()
                .values()
                .forEach(resource -> resource.condition().ifPresent(name -> requireDefined(name, resource.position())));
        template.outputs()
                .values()
                .forEach(output -> output.condition().ifPresent(name -> requireDefined(name, output.position())));
    }

    private void requireDefined(String condition, Position position) {
        if (!template.conditions().containsKey(condition)) {
            throw new TemplateException(position, "Template format error: Condition " + condition + " is not defined.");
        }
    }

    private void requireCondition(String name, Position position) {
        if (!template.conditions().containsKey(name)) {
            throw new TemplateException(
                    position, "Template error: unresolved condition dependency " + name + " in Fn::If");
        }
    }

    private void resources() {
        ReferenceCheck check = new ReferenceCheck(template, resource -> true, name -> Optional.empty());
        check.resources();
        check.outputs();
        template.resources()
                .values()
                .forEach(resource -> References.of(resource.properties()).stream()
                        .filter(reference -> reference.kind() == Kind.CONDITION)
                        .forEach(reference -> requireCondition(reference.name(), reference.position())));
    }

    private void outputs() {
        Set<String> exports = new HashSet<>();
        Set<String> duplicates = new LinkedHashSet<>();
        for (Output output : template.outputs().values()) {
            output.exportName().ifPresent(name -> {
                requireIndependent(output, name);
                name.asScalar()
                        .map(Node.Scalar::text)
                        .filter(Predicate.not(exports::add))
                        .ifPresent(duplicates::add);
            });
            References.of(output.value()).stream()
                    .filter(reference -> reference.kind() == Kind.CONDITION)
                    .forEach(reference -> requireCondition(reference.name(), reference.position()));
        }
        if (!duplicates.isEmpty()) {
            throw new TemplateException(
                    Position.NONE,
                    "Template format error: The Outputs section contains duplicate Export names: " + duplicates
                            + ". Specify a unique name for each export.");
        }
    }

    private void requireIndependent(Output output, Node name) {
        boolean depends = References.of(name).stream()
                        .anyMatch(reference -> reference.kind() != Kind.CONDITION && !isParameter(reference.name()))
                || FunctionCheck.uses(name, Set.of(Function.IMPORT_VALUE, Function.GET_AZS));
        if (depends) {
            throw new TemplateException(
                    name.position(),
                    "Template format error: Output " + output.name()
                            + " is malformed.  The Name field of Export must not depend on any resources, imported "
                            + "values, or Fn::GetAZs.");
        }
    }

    private boolean isParameter(String name) {
        return template.parameters().containsKey(name)
                || PseudoParameter.of(name).isPresent();
    }
}
