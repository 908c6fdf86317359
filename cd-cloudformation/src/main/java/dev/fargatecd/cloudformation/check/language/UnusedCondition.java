package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Function;
import java.util.HashSet;
import java.util.Set;

/** Finds conditions that decide nothing. */
public final class UnusedCondition implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unused-condition",
                Severity.WARNING,
                "Each condition decides something",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Set<String> used = new HashSet<>();
        template.template()
                .resources()
                .values()
                .forEach(resource -> resource.condition().ifPresent(used::add));
        template.template()
                .outputs()
                .values()
                .forEach(output -> output.condition().ifPresent(used::add));
        template.references().forEach(reference -> used.add(reference.name()));
        template.conditionCalls().stream()
                .filter(call -> call.function() == Function.CONDITION)
                .flatMap(call -> call.text(0).stream())
                .forEach(used::add);
        template.template().conditions().forEach((name, condition) -> {
            if (!used.contains(name)) {
                findings.add(
                        template.positionOf("Conditions", name), "nothing asks for the condition " + name, "remove it");
            }
        });
    }
}
