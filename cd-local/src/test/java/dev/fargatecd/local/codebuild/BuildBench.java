package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** A cloud with a role for builds, and short ways to make, run and read builds. */
final class BuildBench implements AutoCloseable {
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "codebuild.amazonaws.com"},
             "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:codebuild:us-east-1:000000000000:project/project-*"}}}]}
            """;
    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            """;

    final LocalCloud cloud;
    final CodeBuildClient codeBuild;
    final String role;
    private int projects;

    BuildBench() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        codeBuild = cloud.client(CodeBuildClient.class);
        IamClient iam = cloud.client(IamClient.class);
        role = iam.createRole(request -> request.roleName("build").assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        iam.putRolePolicy(request -> request.roleName("build").policyName("all").policyDocument(ALL));
    }

    /** A project without a source, whose buildspec is this text; its name. */
    String project(String buildspec) {
        return project(request ->
                request.source(source -> source.type(SourceType.NO_SOURCE).buildspec(buildspec)));
    }

    String project(Consumer<CreateProjectRequest.Builder> change) {
        String name = "project-" + ++projects;
        codeBuild.createProject(request -> {
            request.name(name)
                    .serviceRole(role)
                    .artifacts(artifacts -> artifacts.type(ArtifactsType.NO_ARTIFACTS))
                    .environment(environment -> environment
                            .type(EnvironmentType.LINUX_CONTAINER)
                            .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                            .image("aws/codebuild/standard:7.0"));
            change.accept(request);
        });
        return name;
    }

    String start(String project, Consumer<StartBuildRequest.Builder> change) {
        return codeBuild
                .startBuild(request -> {
                    request.projectName(project);
                    change.accept(request);
                })
                .build()
                .id();
    }

    Build run(String project) throws Exception {
        return await(start(project, request -> {}));
    }

    /** Runs a buildspec to its end. */
    Build runSpec(String buildspec) throws Exception {
        return run(project(buildspec));
    }

    Build build(String id) {
        return codeBuild.batchGetBuilds(request -> request.ids(id)).builds().get(0);
    }

    Build await(String id) throws Exception {
        return cloud.journal()
                .until(
                        "build " + id + " to end",
                        Duration.ofSeconds(60),
                        () -> Optional.of(build(id)).filter(Build::buildComplete))
                .get(70, TimeUnit.SECONDS);
    }

    List<String> log(Build build) {
        return cloud
                .client(CloudWatchLogsClient.class)
                .getLogEvents(request -> request.logGroupName(build.logs().groupName())
                        .logStreamName(build.logs().streamName())
                        .startFromHead(true))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    /** What the commands wrote: the log without the cloud's own lines. */
    String output(Build build) {
        return log(build).stream()
                .filter(line -> !line.startsWith("[Container]"))
                .collect(Collectors.joining("\n"));
    }

    /** {@code INSTALL SUCCEEDED, BUILD FAILED, …}. */
    static String phases(Build build) {
        return build.phases().stream()
                .filter(phase -> phase.phaseStatus() != null)
                .map(phase -> phase.phaseTypeAsString() + " " + phase.phaseStatusAsString())
                .collect(Collectors.joining(", "));
    }

    /** Why the phase failed. */
    static String context(Build build, String type) {
        BuildPhase phase = build.phases().stream()
                .filter(one -> one.phaseTypeAsString().equals(type))
                .findFirst()
                .orElseThrow();
        return phase.contexts().stream()
                .map(context -> context.statusCode() + ": " + context.message())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        cloud.close();
    }
}
