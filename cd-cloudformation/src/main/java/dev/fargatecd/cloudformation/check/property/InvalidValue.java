package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.TypedNode;
import dev.fargatecd.cloudformation.evaluate.Scalars;
import dev.fargatecd.cloudformation.schema.Shape;
import dev.fargatecd.cloudformation.schema.Violation;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Set;

/** Finds values of the wrong type, out of bounds, or not among those that are allowed. */
public final class InvalidValue implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "invalid-value",
                Severity.ERROR,
                "Each value is of the type, the form and the size that its property takes",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource resource : template.template().resources().values()) {
            for (TypedNode typed : template.typedNodes(resource)) {
                scalar(resource, typed, findings);
                collections(resource, typed, findings);
            }
            template.givenNodes(resource).forEach(typed -> scalar(resource, typed, findings));
        }
    }

    private static void scalar(Resource resource, TypedNode typed, Findings findings) {
        typed.node()
                .asScalar()
                .ifPresent(scalar -> typed.shape()
                        .violations(Scalars.json(scalar))
                        .forEach(violation -> findings.add(
                                scalar.position(),
                                typed.name() + " of " + resource.type() + ": " + violation.problem(),
                                hint(typed.shape(), violation, scalar.text()))));
    }

    private static void collections(Resource resource, TypedNode typed, Findings findings) {
        boolean isList = typed.node().asSequence().isPresent();
        boolean isObject = typed.node().asMapping().isPresent();
        Set<Shape.Kind> kinds = typed.shape().kinds();
        boolean fits = kinds.isEmpty()
                || kinds.contains(isList ? Shape.Kind.ARRAY : Shape.Kind.OBJECT)
                || !(isList || isObject);
        if (!fits) {
            findings.add(
                    typed.position(),
                    typed.name() + " of " + resource.type() + " is "
                            + (isList ? "a list, and must not be one" : "an object, and must not be one"),
                    kinds.contains(Shape.Kind.ARRAY)
                            ? "write it as a list, with - before each item"
                            : "write one value");
        }
        typed.node()
                .asSequence()
                .ifPresent(list -> typed.shape()
                        .bound("maxItems")
                        .filter(most -> list.items().size() > most)
                        .ifPresent(most -> findings.add(
                                typed.position(),
                                typed.name() + " of " + resource.type() + " takes at most " + most.intValue()
                                        + " items, not " + list.items().size(),
                                "")));
    }

    private static String hint(Shape shape, Violation violation, String value) {
        if (violation.problem().endsWith("[pattern]")) {
            return "it must match " + shape.pattern().orElse("");
        }
        List<String> allowed = shape.enumeration();
        String nearest = value.length() < 3 ? "" : Nearest.hint(value, allowed);
        boolean areFew = !allowed.isEmpty() && allowed.size() <= 25;
        return nearest.isEmpty() && areFew ? "allowed: " + String.join(", ", allowed) : nearest;
    }
}
