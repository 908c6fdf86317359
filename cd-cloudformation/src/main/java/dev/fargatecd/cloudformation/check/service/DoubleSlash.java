package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds path patterns that begin with two slashes, which no path does. */
public final class DoubleSlash implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "double-slash",
                Severity.WARNING,
                "No path pattern begins with two slashes",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource rule : template.resources(Forwarding.RULE)) {
            for (PathPattern pattern : PathPattern.of(rule)) {
                String path = pattern.text();
                for (Parameter parameter : template.template().parameters().values()) {
                    path = path.replace(
                            "${" + parameter.name() + "}",
                            parameter.defaultValue().orElse(parameter.name()));
                }
                if (path.startsWith("//")) {
                    findings.add(
                            pattern.value().position(),
                            "the pattern is " + path + ", and no path begins so",
                            "for the path / write /*");
                }
            }
        }
    }
}
