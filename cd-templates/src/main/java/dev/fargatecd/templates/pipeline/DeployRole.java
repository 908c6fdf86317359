package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.templates.contract.EnvironmentExport;
import dev.fargatecd.templates.policy.Role;
import dev.fargatecd.templates.policy.Statement;
import dev.fargatecd.templates.policy.TaskPermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The role with which CloudFormation makes, changes and deletes the service's stacks.
 *
 * <p>Its actions are those that the resource types of {@code cf/service.yml} name as their handlers' permissions in
 * CloudFormation's registry, without those for properties that the template has not. Every environment adds to the
 * policy, which may have 10,240 characters; {@link Delivery#MOST_ENVIRONMENTS} keeps it below.
 */
record DeployRole(Delivery delivery) {
    static final String ID = "DeployRole";

    void addTo(MapBuilder resources) {
        List<Statement> statements = new ArrayList<>();
        statements.add(look());
        statements.add(log());
        statements.addAll(roles());
        statements.addAll(securityGroup());
        statements.addAll(routing());
        statements.addAll(tasks());
        resources
                .comment("For CloudFormation, to make the service's stacks.")
                .put(ID, Role.of("cloudformation.amazonaws.com").and(statements));
    }

    private static Statement look() {
        return Statement.allow(
                        "Look",
                        List.of(
                                "ec2:DescribeInstances",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeVpcs",
                                "ecs:DescribeTaskDefinition",
                                "elasticloadbalancing:DescribeRules",
                                "elasticloadbalancing:DescribeTags",
                                "elasticloadbalancing:DescribeTargetGroupAttributes",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth",
                                "logs:DescribeIndexPolicies",
                                "logs:DescribeLogGroups",
                                "logs:DescribeResourcePolicies"),
                        Yaml.text("*"))
                .because(
                        "IAM knows no resources for these; all but one only look, and that one retires task definitions.");
    }

    private Statement log() {
        String group = "log-group:/fargate-cd/" + delivery.application() + "/*";
        return Statement.allow(
                "KeepLog",
                List.of(
                        "logs:CreateLogGroup",
                        "logs:DeleteLogGroup",
                        "logs:DeleteRetentionPolicy",
                        "logs:GetDataProtectionPolicy",
                        "logs:ListTagsForResource",
                        "logs:PutRetentionPolicy",
                        "logs:TagResource",
                        "logs:UntagResource"),
                Statement.arn("logs", group));
    }

    private List<Statement> roles() {
        Node roles = Fn.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role"
                + TaskPermissions.rolePath(delivery.application()) + "*");
        return List.of(
                Statement.allow(
                                "MakeTaskRoles",
                                List.of(
                                        "iam:CreateRole",
                                        "iam:DeleteRole",
                                        "iam:DeleteRolePolicy",
                                        "iam:PutRolePolicy",
                                        "iam:UpdateAssumeRolePolicy"),
                                roles)
                        .where("StringEquals", "iam:PermissionsBoundary", Fn.ref(PermissionsBoundary.ID))
                        .because("A role without the boundary can be neither made nor changed."),
                Statement.allow(
                        "DescribeTaskRoles",
                        List.of(
                                "iam:GetRole",
                                "iam:GetRolePolicy",
                                "iam:ListAttachedRolePolicies",
                                "iam:ListRolePolicies",
                                "iam:TagRole",
                                "iam:UntagRole",
                                "iam:UpdateRole",
                                "iam:UpdateRoleDescription"),
                        roles),
                Statement.allow("GiveTaskRoles", List.of("iam:PassRole"), roles)
                        .where("StringEquals", "iam:PassedToService", Yaml.text("ecs-tasks.amazonaws.com")),
                Statement.denyEverywhere(
                                "NeverTouchABoundary",
                                List.of(
                                        "iam:CreatePolicyVersion",
                                        "iam:DeletePolicy",
                                        "iam:DeletePolicyVersion",
                                        "iam:DeleteRolePermissionsBoundary",
                                        "iam:PutRolePermissionsBoundary",
                                        "iam:SetDefaultPolicyVersion"))
                        .because("Nothing here allows this; whatever somebody adds must not either."));
    }

    private List<Statement> securityGroup() {
        Node groups = Statement.arn("ec2", "security-group/*");
        List<Node> vpcs = inEach(DeployRole::vpcArn);
        return List.of(
                Statement.allow("MakeSecurityGroup", List.of("ec2:CreateSecurityGroup"), and(vpcs, groups))
                        .because("EC2 chooses a group's id, so the VPC is what can be named."),
                Statement.allow(
                                "ChangeSecurityGroup",
                                List.of(
                                        "ec2:AuthorizeSecurityGroupIngress",
                                        "ec2:DeleteSecurityGroup",
                                        "ec2:RevokeSecurityGroupIngress",
                                        "ec2:UpdateSecurityGroupRuleDescriptionsIngress"),
                                groups)
                        .where("StringEquals", "ec2:Vpc", vpcs.size() == 1 ? vpcs.get(0) : Yaml.list(vpcs)),
                Statement.allow("TagSecurityGroup", List.of("ec2:CreateTags", "ec2:DeleteTags"), groups));
    }

    private List<Statement> routing() {
        List<Node> listeners = inEach(EnvironmentExport.LISTENER_ARN::importedFrom);
        List<Node> rules = inEach(DeployRole::ruleArns);
        Node targetGroups = Statement.arn("elasticloadbalancing", "targetgroup/*");
        return List.of(
                Statement.allow("AddRule", List.of("elasticloadbalancing:CreateRule"), listeners),
                Statement.allow(
                                "ChangeRule",
                                List.of(
                                        "elasticloadbalancing:AddTags",
                                        "elasticloadbalancing:DeleteRule",
                                        "elasticloadbalancing:ModifyRule",
                                        "elasticloadbalancing:RemoveTags",
                                        "elasticloadbalancing:SetRulePriorities"),
                                rules)
                        .because("The rules of a listener have its ARN with another word, and a part more."),
                Statement.allow(
                                "KeepTargetGroup",
                                List.of(
                                        "elasticloadbalancing:AddTags",
                                        "elasticloadbalancing:CreateTargetGroup",
                                        "elasticloadbalancing:DeleteTargetGroup",
                                        "elasticloadbalancing:ModifyTargetGroup",
                                        "elasticloadbalancing:ModifyTargetGroupAttributes",
                                        "elasticloadbalancing:RemoveTags"),
                                targetGroups)
                        .because("CloudFormation chooses the name of a target group."));
    }

    private List<Statement> tasks() {
        List<Node> definitions = new ArrayList<>();
        List<Node> services = new ArrayList<>();
        for (Environment environment : delivery.environments()) {
            String name = delivery.environmentStack(environment) + "/" + delivery.serviceStack(environment) + "-*";
            definitions.add(Statement.arn(
                    "ecs", "task-definition/" + delivery.application() + "-" + environment.name() + ":*"));
            services.add(Statement.arn("ecs", "service/" + name));
            services.add(Statement.arn("ecs", "service-deployment/" + name));
        }
        return List.of(
                Statement.allow(
                        "DefineTasks",
                        List.of(
                                "ecs:ListTagsForResource",
                                "ecs:RegisterTaskDefinition",
                                "ecs:TagResource",
                                "ecs:UntagResource"),
                        definitions),
                Statement.allow("RetireTaskDefinitions", List.of("ecs:DeregisterTaskDefinition"), Yaml.text("*"))
                        .because("IAM knows no resource for this one; what runs is not touched by it."),
                Statement.allow(
                        "RunService",
                        List.of(
                                "ecs:CreateService",
                                "ecs:DeleteService",
                                "ecs:DescribeServiceDeployments",
                                "ecs:DescribeServices",
                                "ecs:ListServiceDeployments",
                                "ecs:ListTagsForResource",
                                "ecs:StopServiceDeployment",
                                "ecs:TagResource",
                                "ecs:UntagResource",
                                "ecs:UpdateService"),
                        services));
    }

    /** What the function makes of each environment's stack; once for each stack. */
    private List<Node> inEach(Function<String, Node> ofStack) {
        return delivery.environments().stream()
                .map(environment -> delivery.environmentStack(environment).value())
                .distinct()
                .map(ofStack)
                .toList();
    }

    private static Node vpcArn(String stack) {
        return Fn.sub(
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc/${VpcId}",
                Yaml.map().put("VpcId", EnvironmentExport.VPC_ID.importedFrom(stack)));
    }

    /** {@code …:listener/app/…} becomes {@code …:listener-rule/app/…/*}. */
    private static Node ruleArns(String stack) {
        Node listener = EnvironmentExport.LISTENER_ARN.importedFrom(stack);
        return Fn.sub(
                "${Rules}/*", Yaml.map().put("Rules", Fn.join(":listener-rule/", Fn.split(":listener/", listener))));
    }

    private static List<Fragment> and(List<? extends Fragment> some, Fragment one) {
        List<Fragment> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }
}
