package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds actions of a kind that CodePipeline does not have. */
public final class ActionType implements TemplateOnlyCheck {
    private static final String SOURCE = "Source";
    private static final String DEPLOY = "Deploy";
    private static final Map<String, Set<String>> CATEGORIES = Map.ofEntries(
            Map.entry("CodeCommit", Set.of(SOURCE)),
            Map.entry("ECR", Set.of(SOURCE)),
            Map.entry("CodeStarSourceConnection", Set.of(SOURCE)),
            Map.entry("S3", Set.of(SOURCE, DEPLOY)),
            Map.entry("CodeBuild", Set.of("Build", "Test")),
            Map.entry("ECRBuildAndPublish", Set.of("Build")),
            Map.entry("Commands", Set.of("Compute")),
            Map.entry("CloudFormation", Set.of(DEPLOY)),
            Map.entry("CloudFormationStackSet", Set.of(DEPLOY)),
            Map.entry("CloudFormationStackInstances", Set.of(DEPLOY)),
            Map.entry("CodeDeploy", Set.of(DEPLOY)),
            Map.entry("CodeDeployToECS", Set.of(DEPLOY)),
            Map.entry("ECS", Set.of(DEPLOY)),
            Map.entry("EC2", Set.of(DEPLOY)),
            Map.entry("EKS", Set.of(DEPLOY)),
            Map.entry("ElasticBeanstalk", Set.of(DEPLOY)),
            Map.entry("OpsWorks", Set.of(DEPLOY)),
            Map.entry("ServiceCatalog", Set.of(DEPLOY)),
            Map.entry("AppConfig", Set.of(DEPLOY)),
            Map.entry("Alexa", Set.of(DEPLOY)),
            Map.entry("DeviceFarm", Set.of("Test")),
            Map.entry("InspectorScan", Set.of("Invoke")),
            Map.entry("Lambda", Set.of("Invoke", DEPLOY)),
            Map.entry("StepFunctions", Set.of("Invoke")),
            Map.entry("CodePipeline", Set.of("Invoke")),
            Map.entry("Manual", Set.of("Approval")));

    @Override
    public Rule rule() {
        return new Rule(
                "action-type",
                Severity.ERROR,
                "An action has a provider of AWS in the category that it is of, and a run order from 1 to 999",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            Value type = action.value().member("ActionTypeId");
            boolean isOfAws =
                    type.member("Owner").literal().filter("AWS"::equals).isPresent();
            Optional<String> provider = action.provider();
            if (isOfAws) {
                provider.ifPresent(name -> provider(type, name, findings));
            } else {
                Value owner = type.member("Owner");
                owner.literal()
                        .filter(text -> provider.filter(CATEGORIES::containsKey).isPresent())
                        .filter(text -> !text.equals("Custom"))
                        .ifPresent(text -> findings.add(
                                owner.position(),
                                provider.orElse("") + " is of AWS, not of " + text,
                                "write Owner: AWS"));
            }
            Value order = action.value().member("RunOrder");
            if (order.number().isPresent()
                    && (order.number().getAsInt() < 1 || order.number().getAsInt() > 999)) {
                findings.add(
                        order.position(),
                        "a run order is from 1 to 999, not " + order.number().getAsInt(),
                        "");
            }
        }
    }

    private static void provider(Value type, String name, Findings findings) {
        Value category = type.member("Category");
        Set<String> categories = CATEGORIES.getOrDefault(name, Set.of());
        Set<String> all = Set.of(SOURCE, "Build", "Test", DEPLOY, "Invoke", "Approval", "Compute");
        if (categories.isEmpty()) {
            findings.add(
                    type.member("Provider").position(),
                    "AWS has no provider " + name,
                    Nearest.hint(name, CATEGORIES.keySet()));
        } else {
            category.literal()
                    .filter(text -> all.contains(text) && !categories.contains(text))
                    .ifPresent(text -> findings.add(
                            category.position(),
                            name + " has no actions of the category " + text,
                            "write Category: " + String.join(" or ", new TreeSet<>(categories))));
        }
        Value version = type.member("Version");
        version.literal()
                .filter(text -> !categories.isEmpty() && !text.equals("1") && !name.equals("Commands"))
                .ifPresent(text ->
                        findings.add(version.position(), name + " has no version " + text, "write Version: \"1\""));
    }
}
