package dev.fargatecd.templates.policy;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.SecretArn;
import dev.fargatecd.model.Variables;
import java.util.ArrayList;
import java.util.List;

/**
 * What ECS needs to start a task: fetch its image, write its log, read its secrets.
 *
 * <p>The execution role has it for one environment; the permissions boundary has it for all of an application's.
 */
public final class TaskPermissions {
    private TaskPermissions() {}

    /** The path that the roles of an application's tasks have, and no other role: {@code /fargate-cd/welcomer/}. */
    public static String rolePath(ApplicationName application) {
        return "/fargate-cd/" + application + "/";
    }

    /**
     * The statements.
     *
     * @param repositoryArn of the image repository
     * @param logStreamsArn of the streams of the log group
     */
    public static List<Statement> of(Fragment repositoryArn, Fragment logStreamsArn, Variables variables) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("LogInToRegistry", List.of("ecr:GetAuthorizationToken"), Yaml.text("*"))
                .because("A token is for the whole registry: the action knows no resource."));
        statements.add(Statement.allow(
                "FetchImage",
                List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                repositoryArn));
        statements.add(
                Statement.allow("WriteLog", List.of("logs:CreateLogStream", "logs:PutLogEvents"), logStreamsArn));
        List<Node> parameters = resources(variables, true);
        if (!parameters.isEmpty()) {
            statements.add(Statement.allow("ReadParameters", List.of("ssm:GetParameters"), parameters));
        }
        List<Node> secrets = resources(variables, false);
        if (!secrets.isEmpty()) {
            statements.add(Statement.allow("ReadSecrets", List.of("secretsmanager:GetSecretValue"), secrets));
        }
        return statements;
    }

    private static List<Node> resources(Variables variables, boolean parameters) {
        return variables.secret().values().stream()
                .filter(secret -> secret.isParameter() == parameters)
                .map(SecretArn::resource)
                .distinct()
                .map(Yaml::text)
                .toList();
    }
}
