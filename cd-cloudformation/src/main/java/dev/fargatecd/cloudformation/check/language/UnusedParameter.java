package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Parameter;
import java.util.HashSet;
import java.util.Set;

/** Finds parameters that nothing uses. */
public final class UnusedParameter implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "unused-parameter",
                Severity.WARNING,
                "Each parameter is used",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        if (template.template().hasLanguageExtensions()) {
            return; // what loops and computed names use is gone when they are resolved
        }
        if (!template.template().rules().isEmpty()) {
            return; // rules may be about all parameters of a type
        }
        Set<String> used = new HashSet<>();
        template.references().forEach(reference -> used.add(reference.name()));
        template.conditionCalls().stream()
                .filter(call -> call.function() == Function.REF || call.function() == Function.SUB)
                .flatMap(call -> call.text(0).stream())
                .forEach(used::add);
        for (Parameter parameter : template.template().parameters().values()) {
            if (!used.contains(parameter.name())) {
                findings.add(
                        parameter.position(),
                        "nothing uses the parameter " + parameter.name(),
                        "remove it, and whoever passes it");
            }
        }
    }
}
