package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds keys in an action's configuration that its provider does not know, and required ones that are missing. */
public final class ActionConfiguration implements TemplateOnlyCheck {
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
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "CodeCommit", List.of("RepositoryName", "BranchName"),
            "CodeBuild", List.of("ProjectName"),
            "CloudFormation", List.of("ActionMode", "StackName"));

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
            String provider = action.provider().orElse("");
            Value configuration = action.configuration();
            if (KEYS.containsKey(provider) && !configuration.isComputed()) {
                Set<String> known = KEYS.getOrDefault(provider, Set.of());
                configuration.entries().stream()
                        .filter(entry -> !known.contains(entry.key()))
                        .forEach(entry -> findings.add(
                                entry.position(),
                                provider + " knows no configuration " + entry.key(),
                                Nearest.hint(entry.key(), known)));
                REQUIRED.getOrDefault(provider, List.of()).stream()
                        .filter(name -> configuration.member(name).isAbsent())
                        .forEach(name -> findings.add(
                                configuration.position(), provider + " needs the configuration " + name, ""));
            }
        }
    }
}
