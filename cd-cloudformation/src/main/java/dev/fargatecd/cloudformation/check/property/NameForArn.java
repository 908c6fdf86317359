package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Optional;

/** Finds the name of a resource where its ARN is due. */
public final class NameForArn implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "name-for-arn",
                Severity.WARNING,
                "Where an ARN is due, there is one",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html#aws-resource-iam-role-return-values");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        template.template().resources().values().forEach(resource -> look(template, resource.properties(), findings));
    }

    private static void look(CheckedTemplate template, Node node, Findings findings) {
        node.asSequence().ifPresent(list -> list.items().forEach(item -> look(template, item, findings)));
        for (Node.Entry entry : node.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
            boolean isArn = entry.key().endsWith("Arn") || entry.key().equals("ServiceRole");
            if (isArn) {
                Value.of(entry.value())
                        .call(Function.REF)
                        .flatMap(call -> call.text(0))
                        .flatMap(name -> Optional.ofNullable(
                                template.template().resources().get(name)))
                        .ifPresent(resource -> arn(template, resource)
                                .ifPresent(attribute -> findings.add(
                                        entry.value().position(),
                                        entry.key() + " is an ARN, and !Ref " + resource.name() + " is a name",
                                        "write !GetAtt " + resource.name() + "." + attribute)));
            }
            look(template, entry.value(), findings);
        }
    }

    /** The attribute that is the resource's ARN, where {@code Ref} is something else. */
    private static Optional<String> arn(CheckedTemplate template, Resource resource) {
        return template.type(resource)
                .filter(type -> type.refIdentifier().stream().noneMatch(name -> name.endsWith("Arn")))
                .flatMap(type -> type.attributes().stream()
                        .filter(name -> name.equals("Arn"))
                        .findFirst());
    }
}
