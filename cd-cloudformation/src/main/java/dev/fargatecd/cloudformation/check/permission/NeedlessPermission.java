package dev.fargatecd.cloudformation.check.permission;

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
import java.util.stream.Collectors;

/** Finds execution roles that may do what starting a task never needs. */
public final class NeedlessPermission implements TemplateOnlyCheck {
    private static final Set<String> NEEDED = Set.of("ecr", "logs", "secretsmanager", "ssm", "kms", "s3");

    @Override
    public Rule rule() {
        return new Rule(
                "needless-permission",
                Severity.WARNING,
                "An execution role may do what starting a task needs, and nothing else",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources("AWS::ECS::TaskDefinition")) {
            Optional<Resource> role = template.resource(Value.of(task).member("ExecutionRoleArn"), Policies.ROLE);
            Optional<Resource> own = template.resource(Value.of(task).member("TaskRoleArn"), Policies.ROLE);
            role.filter(one -> !own.equals(role))
                    .ifPresent(one -> Policies.statements(template, one).stream()
                            .filter(Statement::allows)
                            .forEach(statement -> look(one, statement, findings)));
        }
    }

    private static void look(Resource role, Statement statement, Findings findings) {
        List<Value> needless = statement.actions().stream()
                .filter(action -> isNeedless(action.literal().orElse("")))
                .toList();
        if (!needless.isEmpty()) {
            String names =
                    needless.stream().map(action -> action.literal().orElse("")).collect(Collectors.joining(", "));
            findings.add(
                    needless.get(0).position(),
                    role.name() + " may " + names + ", which starting a task never needs",
                    "remove it; what the program itself needs belongs to a role of its own, the TaskRoleArn");
        }
    }

    private static boolean isNeedless(String action) {
        String service = action.split(":", 2)[0];
        return IamActions.bundled().services().contains(service) && !NEEDED.contains(service);
    }
}
