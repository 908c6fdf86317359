package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds mappings in which nothing is looked up. */
public final class UnusedMapping implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unused-mapping",
                Severity.WARNING,
                "In each mapping something is looked up",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        if (template.template().hasLanguageExtensions()) {
            return; // what loops and computed names use is gone when they are resolved
        }
        List<FunctionCall> lookups = template.calls().stream()
                .filter(call -> call.function() == Function.FIND_IN_MAP)
                .toList();
        if (lookups.stream().anyMatch(call -> call.text(0).isEmpty())) {
            return; // which mapping that is shows only in a stack
        }
        Set<String> used = new HashSet<>();
        lookups.forEach(call -> used.add(call.text(0).orElse("")));
        template.template().mappings().keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> findings.add(
                        template.positionOf("Mappings", name),
                        "nothing is looked up in the mapping " + name,
                        "remove it"));
    }
}
