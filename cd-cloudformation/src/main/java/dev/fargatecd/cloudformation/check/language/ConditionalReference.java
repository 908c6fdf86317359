package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.References;
import dev.fargatecd.cloudformation.template.References.Kind;
import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Optional;

/** Finds references to a resource that a condition may leave out, from where no condition looks. */
public final class ConditionalReference implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "conditional-reference",
                Severity.WARNING,
                "What refers to a resource with a condition has a condition too",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            if (resource.condition().isEmpty()) {
                look(template, resource.properties(), findings);
            }
        }
        template.template().outputs().values().stream()
                .filter(output -> output.condition().isEmpty())
                .forEach(output -> look(template, output.value(), findings));
    }

    /** What is referred to whether conditions hold or not, is in no Fn::If. */
    private static void look(CheckedTemplate template, Node node, Findings findings) {
        List<Reference> otherwise = References.of(node, condition -> Optional.of(false));
        for (Reference reference : References.of(node, condition -> Optional.of(true))) {
            Optional<Resource> conditional = Optional.ofNullable(
                            template.template().resources().get(reference.name()))
                    .filter(resource -> resource.condition().isPresent())
                    .filter(resource -> reference.kind() != Kind.CONDITION && otherwise.contains(reference));
            conditional.ifPresent(resource -> findings.add(
                    reference.position(),
                    resource.name() + " is made only if " + resource.condition().orElse("")
                            + ", and this refers to it always",
                    "write !If [" + resource.condition().orElse("") + ", …, !Ref AWS::NoValue]",
                    List.of(resource.position())));
        }
    }
}
