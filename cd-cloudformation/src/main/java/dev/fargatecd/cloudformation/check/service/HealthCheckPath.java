package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds health checks that ask for a path which no rule sends to the service. */
public final class HealthCheckPath implements TemplateOnlyCheck {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    @Override
    public Rule rule() {
        return new Rule(
                "health-check-path",
                Severity.WARNING,
                "The path of a health check is one that the listener rule sends to the service",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource group : template.resources(Forwarding.TARGET_GROUP)) {
            List<Resource> rules = Forwarding.rules(template, group);
            List<PathPattern> patterns = rules.stream()
                    .flatMap(rule -> PathPattern.of(rule).stream())
                    .toList();
            Value path = Value.of(group).member("HealthCheckPath");
            Optional<String> text = path.isAbsent() ? Optional.of("/") : path.text();
            boolean isKnown = text.isPresent()
                    && !patterns.isEmpty()
                    && patterns.stream()
                            .allMatch(pattern -> references(pattern.text()).equals(references(text.get())))
                    && rules.stream().noneMatch(rule -> PathPattern.of(rule).isEmpty())
                    && Forwarding.listeners(template, group).isEmpty();
            if (isKnown && patterns.stream().noneMatch(pattern -> pattern.matches(text.orElse("")))) {
                findings.add(
                        path.position(),
                        "the health check asks for " + text.orElse("") + ", and the rule sends "
                                + patterns.stream().map(PathPattern::text).collect(Collectors.joining(", "))
                                + " to the service",
                        "the load balancer does not cut paths off: the service gets them whole");
            }
        }
    }

    /** What only a stack knows of a text: texts with different references can't be compared. */
    private static Set<String> references(String text) {
        return REFERENCE.matcher(text).results().map(MatchResult::group).collect(Collectors.toUnmodifiableSet());
    }
}
