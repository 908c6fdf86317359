package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import java.util.List;

/** Finds rules for what is below a path that leave the path itself out. */
public final class PathPatternGap implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "path-pattern-gap",
                Severity.WARNING,
                "A rule for what is below a path takes the path itself, too",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<PathPattern> all = template.resources(Forwarding.RULE).stream()
                .flatMap(rule -> PathPattern.of(rule).stream())
                .toList();
        for (PathPattern pattern : all) {
            if (pattern.text().endsWith("/*") && pattern.text().length() > 2) {
                String itself = pattern.text().substring(0, pattern.text().length() - 2);
                if (all.stream().noneMatch(other -> other.matches(itself))) {
                    findings.add(
                            pattern.value().position(),
                            pattern.text() + " does not match " + itself + " itself",
                            "add " + itself + " to the values");
                }
            }
        }
    }
}
