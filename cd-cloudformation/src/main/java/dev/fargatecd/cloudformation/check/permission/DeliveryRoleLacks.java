package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds roles of builds and pipelines that lack what these do. */
public final class DeliveryRoleLacks implements Check {
    private static final Pattern PUSH = Pattern.compile("\\bdocker\\s+push\\b");

    @Override
    public Rule rule() {
        return new Rule(
                "delivery-role-lacks",
                Severity.ERROR,
                "A build may log, exchange artifacts and push its image; a pipeline may start its builds and deployments",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedTemplate template : files.templates()) {
            for (Resource project : template.resources("AWS::CodeBuild::Project")) {
                look(template, Value.of(project).member("ServiceRole"), project, ofBuild(project, files), findings);
            }
            for (Resource pipeline : template.resources("AWS::CodePipeline::Pipeline")) {
                look(template, Value.of(pipeline).member("RoleArn"), pipeline, ofPipeline(pipeline), findings);
            }
        }
    }

    private static void look(
            CheckedTemplate template, Value given, Resource user, Set<String> needed, Findings findings) {
        template.resource(given, Policies.ROLE)
                .filter(role -> isSelfContained(template, role))
                .ifPresent(role -> {
                    List<Statement> statements = Policies.statements(template, role);
                    Set<String> lacking = new LinkedHashSet<>(needed);
                    lacking.removeIf(action -> statements.stream().anyMatch(statement -> statement.allows(action)));
                    boolean isForThis = lacking.size() < needed.size(); // else others attach what it may do
                    if (isForThis && !lacking.isEmpty()) {
                        findings.add(
                                role.position(),
                                user.name() + " fails: " + role.name() + " may not " + String.join(", ", lacking),
                                "allow it in the role's policy");
                    }
                });
    }

    /** A policy that is attached from elsewhere in the template may allow the rest. */
    private static boolean isSelfContained(CheckedTemplate template, Resource role) {
        return Policies.isSelfContained(template, role)
                && Value.of(role).at("Policies.*").stream().noneMatch(Value::isComputed);
    }

    private static Set<String> ofBuild(Resource project, CheckedFiles files) {
        Value properties = Value.of(project);
        Set<String> needed = new LinkedHashSet<>();
        Value status = properties.member("LogsConfig").member("CloudWatchLogs").member("Status");
        if (status.literal().filter("DISABLED"::equals).isEmpty()) {
            needed.addAll(List.of("logs:CreateLogStream", "logs:PutLogEvents"));
        }
        boolean isOfPipeline = properties
                .member("Source")
                .member("Type")
                .literal()
                .filter("CODEPIPELINE"::equals)
                .isPresent();
        if (isOfPipeline) {
            needed.addAll(List.of("s3:GetObject", "s3:PutObject"));
        }
        String buildspec =
                properties.member("Source").member("BuildSpec").literal().orElse("buildspec.yml");
        boolean isPushing = files.buildspecAt(buildspec)
                .flatMap(given -> given.firstCommand(PUSH))
                .isPresent();
        if (isPushing) {
            needed.addAll(List.of(
                    "ecr:GetAuthorizationToken",
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:InitiateLayerUpload",
                    "ecr:UploadLayerPart",
                    "ecr:CompleteLayerUpload",
                    "ecr:PutImage"));
        }
        return needed;
    }

    private static Set<String> ofPipeline(Resource pipeline) {
        Set<String> needed = new LinkedHashSet<>(List.of("s3:GetObject", "s3:PutObject"));
        for (Value action : Value.of(pipeline).at("Stages.*.Actions.*")) {
            if (action.member("RoleArn").isPresent()) {
                continue; // done with that one
            }
            switch (action.member("ActionTypeId").member("Provider").literal().orElse("")) {
                case "CodeCommit" ->
                    needed.addAll(List.of("codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive"));
                case "CodeBuild" -> needed.addAll(List.of("codebuild:StartBuild", "codebuild:BatchGetBuilds"));
                case "CloudFormation" -> needed.add("cloudformation:DescribeStacks");
                default -> {} // of others nothing is known here
            }
        }
        return needed;
    }
}
