package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Stage;
import dev.fargatecd.templates.contract.RenderedPath;
import dev.fargatecd.templates.contract.ServiceParameter;
import dev.fargatecd.templates.policy.Role;
import dev.fargatecd.templates.policy.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The pipeline with its stages, and the role that it has. */
record Stages(Delivery delivery, SourceRepository source) {
    static final String PIPELINE = "Pipeline";

    private static final String ROLE = "PipelineRole";
    private static final String SOURCE_OUTPUT = "SourceOutput";
    private static final String BUILD_OUTPUT = "BuildOutput";
    /** What the build writes the tag to. */
    private static final String OVERRIDES = "overrides.json";

    void addTo(MapBuilder resources) {
        resources
                .put(ROLE, role())
                .put(
                        PIPELINE,
                        Yaml.map()
                                .put("Type", "AWS::CodePipeline::Pipeline")
                                .comment("A pipeline starts as soon as it is made, so all else is made before it.")
                                .put("DependsOn", Trigger.RULE)
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .put("Name", Fn.ref("AWS::StackName"))
                                                .put("PipelineType", "V2")
                                                .comment("A newer commit overtakes those that wait before a stage.")
                                                .put("ExecutionMode", "SUPERSEDED")
                                                .put("RoleArn", Fn.getAtt(ROLE, "Arn"))
                                                .put(
                                                        "ArtifactStore",
                                                        Yaml.map()
                                                                .put("Type", "S3")
                                                                .put("Location", Fn.ref(ArtifactBucket.ID)))
                                                .put(
                                                        "Stages",
                                                        Yaml.list(delivery.stages().stream()
                                                                .map(this::stage)
                                                                .toList()))));
    }

    private Role role() {
        List<Node> stacks = delivery.environments().stream()
                .map(environment ->
                        Statement.arn("cloudformation", "stack/" + delivery.serviceStack(environment) + "/*"))
                .toList();
        return Role.of(
                "codepipeline.amazonaws.com",
                ArtifactBucket.exchangeArtifacts(),
                Statement.allow(
                        "FindBucket", List.of("s3:GetBucketLocation", "s3:GetBucketVersioning"), ArtifactBucket.arn()),
                Statement.allow(
                        "FetchSource",
                        List.of(
                                "codecommit:CancelUploadArchive",
                                "codecommit:GetBranch",
                                "codecommit:GetCommit",
                                "codecommit:GetUploadArchiveStatus",
                                "codecommit:UploadArchive"),
                        source.arn()),
                Statement.allow(
                        "Build", List.of("codebuild:BatchGetBuilds", "codebuild:StartBuild"), BuildProject.arn()),
                Statement.allow(
                        "Deploy",
                        List.of(
                                "cloudformation:CreateStack",
                                "cloudformation:DescribeStackEvents", // without it a failed action has no reason
                                "cloudformation:DescribeStacks",
                                "cloudformation:UpdateStack"),
                        stacks),
                Statement.allow("GiveDeployRole", List.of("iam:PassRole"), Fn.getAtt(DeployRole.ID, "Arn"))
                        .where("StringEquals", "iam:PassedToService", Yaml.text("cloudformation.amazonaws.com")));
    }

    private Fragment stage(Stage stage) {
        return Yaml.map().put("Name", stage.name()).put("Actions", stage.accept(new Stage.Visitor<ListBuilder>() {
            @Override
            public ListBuilder checkout(Stage.Checkout checkout) {
                return Yaml.list(List.of(fetch()));
            }

            @Override
            public ListBuilder image(Stage.Image image) {
                return Yaml.list(List.of(build()));
            }

            @Override
            public ListBuilder deployment(Stage.Deployment deployment) {
                return deploy(deployment.environment());
            }
        }));
    }

    private MapBuilder fetch() {
        return action("Source", "Source", "CodeCommit", 1)
                .put(
                        "Configuration",
                        Yaml.map()
                                .put("RepositoryName", source.name().value())
                                .put("BranchName", source.branch().value())
                                .comment(
                                        "The push rule starts the pipeline at once; polling would start it a second time.")
                                .put("PollForSourceChanges", "false"))
                .put("OutputArtifacts", artifacts(SOURCE_OUTPUT));
    }

    private static MapBuilder build() {
        return action("Build", "Build", "CodeBuild", 1)
                .put("Configuration", Yaml.map().put("ProjectName", Fn.ref(BuildProject.ID)))
                .put("InputArtifacts", artifacts(SOURCE_OUTPUT))
                .put("OutputArtifacts", artifacts(BUILD_OUTPUT));
    }

    private ListBuilder deploy(Environment environment) {
        ListBuilder actions = Yaml.list();
        boolean asks = environment.approval() == Approval.REQUIRED;
        if (asks) {
            actions.add(action("Approve", "Approval", "Manual", 1)
                    .put(
                            "Configuration",
                            Yaml.map()
                                    .put(
                                            "CustomData",
                                            "Shall this commit of " + delivery.application() + " go to "
                                                    + environment.name() + "?")));
        }
        return actions.add(action("Deploy", "Deploy", "CloudFormation", asks ? 2 : 1)
                .put(
                        "Configuration",
                        Yaml.map()
                                .put("ActionMode", "CREATE_UPDATE")
                                .put(
                                        "StackName",
                                        delivery.serviceStack(environment).value())
                                .put("TemplatePath", SOURCE_OUTPUT + "::" + RenderedPath.SERVICE)
                                .put("TemplateConfiguration", BUILD_OUTPUT + "::" + OVERRIDES)
                                .put("ParameterOverrides", overrides(environment))
                                .put("Capabilities", "CAPABILITY_IAM")
                                .put("RoleArn", Fn.getAtt(DeployRole.ID, "Arn")))
                .put("InputArtifacts", artifacts(SOURCE_OUTPUT, BUILD_OUTPUT)));
    }

    /** All parameters but the tag, which is the build's. At most 1 KB, says CodePipeline. */
    private Node overrides(Environment environment) {
        String json = Arrays.stream(ServiceParameter.values())
                .filter(parameter -> parameter != ServiceParameter.TAG)
                .map(parameter -> '"' + parameter.parameterName() + "\":\"" + value(parameter, environment) + '"')
                .collect(Collectors.joining(",", "{", "}"));
        return Fn.sub(json);
    }

    private String value(ServiceParameter parameter, Environment environment) {
        return switch (parameter) {
            case REPOSITORY_URI -> "${" + ImageRepository.ID + ".RepositoryUri}";
            case ENVIRONMENT_NAME -> environment.name().value();
            case ENVIRONMENT_STACK -> delivery.environmentStack(environment).value();
            case TAG -> throw new IllegalArgumentException("the build gives the tag");
        };
    }

    private static MapBuilder action(String name, String category, String provider, int runOrder) {
        return Yaml.map()
                .put("Name", name)
                .put(
                        "ActionTypeId",
                        Yaml.map()
                                .put("Category", category)
                                .put("Owner", "AWS")
                                .put("Provider", provider)
                                .put("Version", "1"))
                .put("RunOrder", runOrder);
    }

    private static Fragment artifacts(String... names) {
        return Yaml.list(List.of(names).stream()
                .map(name -> Yaml.map().put("Name", name))
                .toList());
    }
}
