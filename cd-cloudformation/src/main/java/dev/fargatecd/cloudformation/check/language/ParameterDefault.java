package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds defaults that their own parameter refuses, and patterns that are none. */
public final class ParameterDefault implements TemplateOnlyCheck {
    private static final int LONGEST_COMPARED = 256;

    @Override
    public Rule rule() {
        return new Rule(
                "parameter-default",
                Severity.ERROR,
                "A parameter takes its own default, and its pattern is one",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Parameter parameter : template.template().parameters().values()) {
            Value declared =
                    Value.of(template.template().root()).member("Parameters").member(parameter.name());
            look(parameter, declared, findings);
        }
    }

    private static void look(Parameter parameter, Value declared, Findings findings) {
        Optional<Pattern> pattern = Optional.empty();
        try {
            pattern = parameter.constraints().allowedPattern().map(Pattern::compile);
        } catch (PatternSyntaxException broken) {
            findings.add(
                    declared.member("AllowedPattern").position(),
                    "the pattern is no regular expression: " + broken.getDescription(),
                    "");
        }
        List<String> allowed = parameter.constraints().allowedValues();
        String value = parameter.defaultValue().orElse("");
        if (parameter.defaultValue().isEmpty() || parameter.type().fromSsm()) {
            return;
        }
        boolean isAllowed = allowed.isEmpty()
                || allowed.contains(value)
                || (parameter.type().isList() && allowed.containsAll(List.of(value.split("\\s*,\\s*", -1))));
        List<String> values = parameter.type().isList() ? List.of(value.split(",", -1)) : List.of(value);
        Optional<Pattern> expression = pattern;
        boolean matches = value.length() > LONGEST_COMPARED
                || values.stream()
                        .allMatch(one -> expression
                                .map(known -> known.matcher(one.strip()).matches())
                                .orElse(true));
        if (!isAllowed || !matches) {
            findings.add(
                    declared.member("Default").position(),
                    "the default " + value + " is not "
                            + (isAllowed ? "what the AllowedPattern takes" : "among the AllowedValues"),
                    Nearest.hint(value, allowed));
        }
    }
}
