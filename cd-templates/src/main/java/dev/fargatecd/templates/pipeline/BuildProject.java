package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Build;
import dev.fargatecd.model.RepositoryFile;
import dev.fargatecd.templates.contract.RenderedPath;
import dev.fargatecd.templates.policy.Role;
import dev.fargatecd.templates.policy.Statement;
import java.util.List;

/** The CodeBuild project that makes a commit's image, its role and its log. */
record BuildProject(Build build) {
    static final String ID = "BuildProject";

    private static final String LOG_GROUP = "BuildLogGroup";
    private static final String ROLE = "BuildRole";

    /** The project's ARN, without the project: a role's policy must not wait for the project that waits for the role. */
    static Node arn() {
        return Statement.arn("codebuild", "project/${AWS::StackName}");
    }

    void addTo(MapBuilder resources) {
        resources
                .put(
                        LOG_GROUP,
                        Yaml.map()
                                .put("Type", "AWS::Logs::LogGroup")
                                .put("DeletionPolicy", "Delete")
                                .put("UpdateReplacePolicy", "Delete")
                                .put("Properties", Yaml.map().put("RetentionInDays", 30)))
                .put(ROLE, role())
                .put(ID, project());
    }

    private static Role role() {
        return Role.of(
                        "codebuild.amazonaws.com",
                        Statement.allow(
                                "WriteLog",
                                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                                Fn.getAtt(LOG_GROUP, "Arn")),
                        ArtifactBucket.exchangeArtifacts(),
                        Statement.allow(
                                "FindBucket", List.of("s3:GetBucketAcl", "s3:GetBucketLocation"), ArtifactBucket.arn()),
                        Statement.allow("LogInToRegistry", List.of("ecr:GetAuthorizationToken"), Yaml.text("*"))
                                .because("A token is for the whole registry: the action knows no resource."),
                        Statement.allow(
                                "FindAndPushImage",
                                List.of(
                                        "ecr:BatchCheckLayerAvailability",
                                        "ecr:BatchGetImage",
                                        "ecr:CompleteLayerUpload",
                                        "ecr:GetDownloadUrlForLayer",
                                        "ecr:InitiateLayerUpload",
                                        "ecr:PutImage",
                                        "ecr:UploadLayerPart"),
                                ImageRepository.arn()),
                        Statement.allow(
                                "PublishTestReports",
                                List.of(
                                        "codebuild:BatchPutTestCases",
                                        "codebuild:CreateReport",
                                        "codebuild:CreateReportGroup",
                                        "codebuild:UpdateReport"),
                                Statement.arn("codebuild", "report-group/${AWS::StackName}-*")))
                .onlyWhere("StringEquals", "aws:SourceArn", arn());
    }

    private MapBuilder project() {
        String buildspec = build.buildspec().map(RepositoryFile::value).orElse(RenderedPath.BUILDSPEC);
        return Yaml.map()
                .put("Type", "AWS::CodeBuild::Project")
                .put(
                        "Properties",
                        Yaml.map()
                                .put("Name", Fn.ref("AWS::StackName"))
                                .put("ServiceRole", Fn.getAtt(ROLE, "Arn"))
                                .put(
                                        "Source",
                                        Yaml.map().put("Type", "CODEPIPELINE").put("BuildSpec", buildspec))
                                .put("Artifacts", Yaml.map().put("Type", "CODEPIPELINE"))
                                .put("Environment", environment())
                                .comment("What the buildspec names under cache: Maven's repository, say.")
                                .put(
                                        "Cache",
                                        Yaml.map()
                                                .put("Type", "S3")
                                                .put("Location", Fn.sub("${" + ArtifactBucket.ID + "}/cache")))
                                .put(
                                        "LogsConfig",
                                        Yaml.map()
                                                .put(
                                                        "CloudWatchLogs",
                                                        Yaml.map()
                                                                .put("Status", "ENABLED")
                                                                .put("GroupName", Fn.ref(LOG_GROUP))))
                                .put("TimeoutInMinutes", 30));
    }

    private static MapBuilder environment() {
        return Yaml.map()
                .put("Type", "LINUX_CONTAINER")
                .put("ComputeType", "BUILD_GENERAL1_SMALL")
                .put("Image", "aws/codebuild/standard:7.0")
                .comment("docker build needs a docker daemon, and that needs this.")
                .put("PrivilegedMode", true)
                .put(
                        "EnvironmentVariables",
                        Yaml.list(
                                List.of(Yaml.map().put("Name", "REPOSITORY_URI").put("Value", ImageRepository.uri()))));
    }
}
