package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.Optional;

/** Finds Fargate tasks that nobody may start. */
public final class MissingExecutionRole implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-execution-role",
                Severity.ERROR,
                "A Fargate task that fetches from ECR, writes to CloudWatch Logs or gets secrets has an execution role",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            if (Containers.isForFargate(task)
                    && Value.of(task).member("ExecutionRoleArn").isAbsent()) {
                reason(task)
                        .ifPresent(reason -> findings.add(
                                task.position(),
                                task.name() + " has no execution role, and " + reason,
                                "add ExecutionRoleArn: the ARN of a role that ecs-tasks.amazonaws.com may assume"));
            }
        }
    }

    private static Optional<String> reason(Resource task) {
        for (Value container : Containers.of(task)) {
            Value log = container.member("LogConfiguration").member("LogDriver");
            if (log.literal().filter("awslogs"::equals).isPresent()) {
                return Optional.of("its container writes to CloudWatch Logs");
            }
            boolean isInEcr = container
                    .member("Image")
                    .text()
                    .filter(image -> image.contains(".dkr.ecr.") || image.contains(".RepositoryUri}"))
                    .isPresent();
            if (isInEcr) {
                return Optional.of("its image is in ECR");
            }
            if (container.member("Secrets").isPresent()) {
                return Optional.of("its container gets secrets");
            }
        }
        return Optional.empty();
    }
}
