package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.Variables;
import dev.fargatecd.templates.policy.PolicyDocument;
import dev.fargatecd.templates.policy.Statement;
import dev.fargatecd.templates.policy.TaskPermissions;

/**
 * The most that a role made by a deployment can do.
 *
 * <p>The template of the service comes with the commit, so whoever can push writes the policies of its roles. This
 * policy does not come with the commit.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html">Permissions boundaries
 *     for IAM entities</a>
 */
record PermissionsBoundary(ApplicationName application, Variables variables) {
    static final String ID = "PermissionsBoundary";

    void addTo(MapBuilder resources) {
        Fragment logStreams = Statement.arn("logs", "log-group:/fargate-cd/" + application + "/*");
        resources
                .comment(
                        "Whoever can push can write what the roles in cf/service.yml may do. This is the most that any of them can do,\n"
                                + "and it changes only with this stack.")
                .put(
                        ID,
                        Yaml.map()
                                .put("Type", "AWS::IAM::ManagedPolicy")
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .put(
                                                        "Description",
                                                        "The most that the roles of " + application + "'s tasks can do")
                                                .put(
                                                        "PolicyDocument",
                                                        new PolicyDocument(TaskPermissions.of(
                                                                ImageRepository.arn(), logStreams, variables)))));
    }
}
