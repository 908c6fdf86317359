package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Set;

/** Finds log settings of containers that the awslogs driver does not know or can't do without. */
public final class LogOptions implements TemplateOnlyCheck {
    private static final Set<String> KNOWN = Set.of(
            "awslogs-create-group",
            "awslogs-region",
            "awslogs-endpoint",
            "awslogs-group",
            "awslogs-stream-prefix",
            "awslogs-datetime-format",
            "awslogs-multiline-pattern",
            "mode",
            "max-buffer-size");

    @Override
    public Rule rule() {
        return new Rule(
                "log-options",
                Severity.ERROR,
                "A container that logs to CloudWatch names group, region and, on Fargate, a prefix of the streams",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            for (Value log : Value.of(task).at("ContainerDefinitions.*.LogConfiguration")) {
                boolean isAwslogs = log.member("LogDriver")
                        .literal()
                        .filter("awslogs"::equals)
                        .isPresent();
                if (isAwslogs && !log.member("Options").isComputed()) {
                    look(log, Containers.isForFargate(task), findings);
                }
            }
        }
    }

    private static void look(Value log, boolean isForFargate, Findings findings) {
        Value options = log.member("Options");
        for (Node.Entry option : options.entries()) {
            if (!KNOWN.contains(option.key())) {
                findings.add(
                        option.position(),
                        "the awslogs driver has no option " + option.key(),
                        Nearest.hint(option.key(), KNOWN));
            }
        }
        List<String> needed = isForFargate
                ? List.of("awslogs-group", "awslogs-region", "awslogs-stream-prefix")
                : List.of("awslogs-group", "awslogs-region");
        for (String name : needed) {
            if (options.member(name).isAbsent()) {
                findings.add(log.positionOf("Options"), "the awslogs driver needs the option " + name, "");
            }
        }
    }
}
