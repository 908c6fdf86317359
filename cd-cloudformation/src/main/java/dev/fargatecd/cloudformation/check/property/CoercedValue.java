package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.TypedNode;
import dev.fargatecd.cloudformation.evaluate.Scalars;
import dev.fargatecd.cloudformation.schema.Shape;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.Set;

/** Finds texts where a boolean or a number is due. */
public final class CoercedValue implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "coerced-value",
                Severity.WARNING,
                "A boolean or a number is written without quotes",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            for (TypedNode typed : template.typedNodes(resource)) {
                typed.node()
                        .asScalar()
                        .filter(scalar -> scalar.kind() == Node.Kind.TEXT)
                        .filter(scalar -> isCoerced(typed.shape(), scalar))
                        .ifPresent(scalar -> findings.add(
                                scalar.position(),
                                typed.name() + " of " + resource.type() + " is a " + word(typed.shape())
                                        + " written as a text: CloudFormation converts it, other tools don't",
                                "write " + scalar.text() + " without quotes"));
            }
        }
    }

    private static boolean isCoerced(Shape shape, Node.Scalar scalar) {
        Set<Shape.Kind> kinds = shape.kinds();
        return !kinds.isEmpty()
                && !kinds.contains(Shape.Kind.STRING)
                && !kinds.contains(Shape.Kind.OBJECT)
                && !kinds.contains(Shape.Kind.ARRAY)
                && shape.violations(Scalars.json(scalar)).isEmpty();
    }

    private static String word(Shape shape) {
        return shape.kinds().contains(Shape.Kind.BOOLEAN) ? "boolean" : "number";
    }
}
