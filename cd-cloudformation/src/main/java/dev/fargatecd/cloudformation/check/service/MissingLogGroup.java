package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.NamePattern;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.Optional;

/** Finds containers that write to a log group which the template does not make. */
public final class MissingLogGroup implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-log-group",
                Severity.WARNING,
                "The log group that a container writes to is made with it",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            for (Value container : Containers.of(task)) {
                Value options = container.member("LogConfiguration").member("Options");
                Value group = options.member("awslogs-group");
                boolean isMade = options.member("awslogs-create-group").isPresent() || isMade(template, group);
                if (!isMade) {
                    findings.add(
                            group.position(),
                            "no AWS::Logs::LogGroup of the template is "
                                    + group.text().orElse("it")
                                    + ", and a task whose log group is missing does not start",
                            "add the log group, and write awslogs-group: !Ref of it");
                }
            }
        }
    }

    /** Also where that can't be known: a parameter may name any group. */
    private static boolean isMade(CheckedTemplate template, Value group) {
        Optional<String> name = group.text();
        if (name.isEmpty() || group.referent().isPresent()) {
            return true;
        }
        return template.resources("AWS::Logs::LogGroup").stream()
                .map(made -> Value.of(made).member("LogGroupName"))
                .filter(Value::isPresent)
                .anyMatch(made -> made.text()
                        .map(text -> NamePattern.of(text).mayBe(NamePattern.of(name.get())))
                        .orElse(true));
    }
}
