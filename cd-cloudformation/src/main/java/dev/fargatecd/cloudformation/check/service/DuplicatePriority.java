package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules of a listener with the same priority. */
public final class DuplicatePriority implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "duplicate-priority",
                Severity.ERROR,
                "Each rule of a listener has a priority of its own",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Map<String, Resource> taken = new HashMap<>();
        for (Resource rule : template.resources(Forwarding.RULE)) {
            Value priority = Value.of(rule).member("Priority");
            Optional<String> listener = listener(rule);
            if (priority.number().isPresent()
                    && listener.isPresent()
                    && rule.condition().isEmpty()) {
                int number = priority.number().getAsInt();
                Resource other = taken.putIfAbsent(listener.get() + " " + number, rule);
                if (other != null) {
                    findings.add(
                            priority.position(),
                            "priority " + number + " is that of " + other.name() + " already",
                            "choose another one from 1 to 50000",
                            List.of(Value.of(other).member("Priority").position()));
                }
            }
        }
    }

    private static Optional<String> listener(Resource rule) {
        Value arn = Value.of(rule).member("ListenerArn");
        return arn.text()
                .or(() -> arn.call(Function.IMPORT_VALUE)
                        .flatMap(call -> Value.of(call.argument(0)).text())
                        .map("import "::concat));
    }
}
