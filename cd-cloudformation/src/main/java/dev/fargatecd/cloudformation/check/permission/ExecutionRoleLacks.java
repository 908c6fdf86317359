package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds execution roles that lack what a task needs to start. */
public final class ExecutionRoleLacks implements TemplateOnlyCheck {
    private static final List<String> FETCH =
            List.of("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    @Override
    public Rule rule() {
        return new Rule(
                "execution-role-lacks",
                Severity.ERROR,
                "An execution role may fetch the image and write to the log of its task",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources("AWS::ECS::TaskDefinition")) {
            template.resource(Value.of(task).member("ExecutionRoleArn"), Policies.ROLE)
                    .filter(role -> Policies.isSelfContained(template, role))
                    .ifPresent(role -> look(template, task, role, findings));
        }
    }

    private static void look(CheckedTemplate template, Resource task, Resource role, Findings findings) {
        List<Statement> statements = Policies.statements(template, role);
        Set<String> lacking = new LinkedHashSet<>(needed(task));
        boolean isForImages =
                statements.stream().anyMatch(statement -> FETCH.stream().anyMatch(statement::allows));
        if (isForImages) {
            lacking.addAll(FETCH); // who may do one of them fetches images, wherever they are
        }
        lacking.removeIf(action -> statements.stream().anyMatch(statement -> statement.allows(action)));
        if (!lacking.isEmpty()) {
            findings.add(
                    role.position(),
                    "tasks of " + task.name() + " do not start: " + role.name() + " may not "
                            + String.join(", ", lacking),
                    "allow it, or attach the managed policy AmazonECSTaskExecutionRolePolicy");
        }
    }

    private static Set<String> needed(Resource task) {
        Set<String> needed = new LinkedHashSet<>();
        for (Value container : Value.of(task).member("ContainerDefinitions").items()) {
            String image = container.member("Image").text().orElse("");
            if (image.contains(".dkr.ecr.") || image.contains(".RepositoryUri}")) {
                needed.addAll(FETCH);
            }
            Value driver = container.member("LogConfiguration").member("LogDriver");
            if (driver.literal().filter("awslogs"::equals).isPresent()) {
                needed.addAll(List.of("logs:CreateLogStream", "logs:PutLogEvents"));
            }
        }
        return needed;
    }
}
