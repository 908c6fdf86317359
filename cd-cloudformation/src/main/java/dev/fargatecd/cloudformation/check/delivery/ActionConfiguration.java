package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds keys in an action's configuration that its provider does not know, and required ones that are missing. */
public final class ActionConfiguration implements TemplateOnlyCheck {
    /** Of those providers whose list is complete. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "CodeCommit", Set.of("RepositoryName", "BranchName", "PollForSourceChanges", "OutputArtifactFormat"),
            "CodeBuild",
                    Set.of(
                            "ProjectName",
                            "PrimarySource",
                            "BatchEnabled",
                            "BuildspecOverride",
                            "CombineArtifacts",
                            "EnvironmentVariables"),
            "CloudFormation",
                    Set.of(
                            "ActionMode",
                            "StackName",
                            "Capabilities",
                            "ChangeSetName",
                            "RoleArn",
                            "TemplatePath",
                            "OutputFileName",
                            "ParameterOverrides",
                            "TemplateConfiguration"),
            "Manual", Set.of("NotificationArn", "CustomData", "ExternalEntityLink"));

    /** Of the others: what is nearly one of these, and is not, is a slip. */
    private static final Map<String, Set<String>> OTHER_KEYS = Map.of(
            "S3",
                    Set.of(
                            "S3Bucket",
                            "S3ObjectKey",
                            "PollForSourceChanges",
                            "AllowOverrideForS3ObjectKey",
                            "BucketName",
                            "Extract",
                            "ObjectKey",
                            "KMSEncryptionKeyARN",
                            "CannedACL",
                            "CacheControl"),
            "ECR", Set.of("RepositoryName", "ImageTag"),
            "CodeStarSourceConnection",
                    Set.of("ConnectionArn", "FullRepositoryId", "BranchName", "OutputArtifactFormat", "DetectChanges"),
            "GitHub", Set.of("Owner", "Repo", "Branch", "OAuthToken", "PollForSourceChanges"),
            "ECS", Set.of("ClusterName", "ServiceName", "FileName", "DeploymentTimeout"),
            "CodeDeploy", Set.of("ApplicationName", "DeploymentGroupName"),
            "CodeDeployToECS",
                    Set.of(
                            "ApplicationName",
                            "DeploymentGroupName",
                            "TaskDefinitionTemplateArtifact",
                            "TaskDefinitionTemplatePath",
                            "AppSpecTemplateArtifact",
                            "AppSpecTemplatePath",
                            "Image1ArtifactName",
                            "Image1ContainerName",
                            "Image2ArtifactName",
                            "Image2ContainerName",
                            "Image3ArtifactName",
                            "Image3ContainerName",
                            "Image4ArtifactName",
                            "Image4ContainerName"),
            "Lambda", Set.of("FunctionName", "UserParameters"),
            "StepFunctions", Set.of("StateMachineArn", "ExecutionNamePrefix", "InputType", "Input"),
            "CloudFormationStackSet",
                    Set.of(
                            "StackSetName",
                            "Description",
                            "TemplatePath",
                            "Parameters",
                            "Capabilities",
                            "PermissionModel",
                            "AdministrationRoleArn",
                            "ExecutionRoleName",
                            "DeploymentTargets",
                            "Regions",
                            "FailureTolerancePercentage",
                            "MaxConcurrentPercentage"));

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "CodeCommit", List.of("RepositoryName", "BranchName"),
            "CodeBuild", List.of("ProjectName"),
            "CloudFormation", List.of("ActionMode", "StackName"),
            "ECR", List.of("RepositoryName"),
            "CodeStarSourceConnection", List.of("ConnectionArn", "FullRepositoryId", "BranchName"),
            "ECS", List.of("ClusterName", "ServiceName"),
            "CodeDeploy", List.of("ApplicationName", "DeploymentGroupName"),
            "Lambda", List.of("FunctionName"),
            "StepFunctions", List.of("StateMachineArn"));

    @Override
    public Rule rule() {
        return new Rule(
                "action-configuration",
                Severity.ERROR,
                "An action's configuration has the keys that its provider knows",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            Value configuration = action.configuration();
            if (!configuration.isComputed()) {
                look(action.provider().orElse(""), configuration, findings);
            }
        }
    }

    private static void look(String provider, Value configuration, Findings findings) {
        Set<String> all = KEYS.getOrDefault(provider, Set.of());
        Set<String> some = OTHER_KEYS.getOrDefault(provider, Set.of());
        for (Node.Entry entry : configuration.entries()) {
            Optional<String> near = Nearest.of(entry.key(), all.isEmpty() ? some : all);
            boolean isKnown = all.contains(entry.key()) || some.contains(entry.key());
            if (!isKnown && (!all.isEmpty() || near.isPresent())) {
                findings.add(
                        entry.position(),
                        provider + " knows no configuration " + entry.key(),
                        near.map(name -> "did you mean " + name + "?").orElse(""));
            }
        }
        REQUIRED.getOrDefault(provider, List.of()).stream()
                .filter(name -> configuration.member(name).isAbsent())
                .forEach(name ->
                        findings.add(configuration.position(), provider + " needs the configuration " + name, ""));
    }
}
