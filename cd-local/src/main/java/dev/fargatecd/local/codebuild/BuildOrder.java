package dev.fargatecd.local.codebuild;

import static dev.fargatecd.local.codebuild.CodeBuildFaults.invalid;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * From a project and what StartBuild says otherwise to the build that is to run.
 *
 * <p>A pipeline overrides source and artifacts with its own in S3. Which commit that source is, it tells by the variable
 * {@code CODEBUILD_RESOLVED_SOURCE_VERSION} among its overrides; nobody else may set that variable.
 */
final class BuildOrder {
    static final String RESOLVED_VERSION = "CODEBUILD_RESOLVED_SOURCE_VERSION";

    private final CloudContext cloud;
    private final Project project;
    private final StartBuildRequest request;
    private final ProjectRules rules = new ProjectRules("codebuild StartBuild");

    BuildOrder(CloudContext cloud, Project project, StartBuildRequest request) {
        this.cloud = cloud;
        this.project = project;
        this.request = request;
    }

    /**
     * The build, still in no phase.
     *
     * @param number of the project's builds
     */
    StoredBuild order(Caller caller, long number) {
        Supported.only(
                "codebuild StartBuild",
                request,
                "projectName",
                "sourceVersion",
                "artifactsOverride",
                "environmentVariablesOverride",
                "sourceTypeOverride",
                "sourceLocationOverride",
                "buildspecOverride",
                "environmentTypeOverride",
                "imageOverride",
                "computeTypeOverride",
                "cacheOverride",
                "serviceRoleOverride",
                "privilegedModeOverride",
                "timeoutInMinutesOverride",
                "queuedTimeoutInMinutesOverride",
                "encryptionKeyOverride",
                "idempotencyToken",
                "logsConfigOverride");
        Scope scope = caller.scope();
        ProjectSource source = source();
        ProjectArtifacts artifacts = artifacts(source);
        rules.check("timeoutInMinutesOverride", request.timeoutInMinutesOverride(), 5, 2160);
        rules.check("queuedTimeoutInMinutesOverride", request.queuedTimeoutInMinutesOverride(), 5, 480);
        String uuid = cloud.ids().uuid();
        String id = project.name() + ":" + uuid;
        Build build = Build.builder()
                .id(id)
                .arn(scope.arn("codebuild", "build/" + id))
                .buildNumber(number)
                .projectName(project.name())
                .startTime(cloud.clock().instant())
                .buildStatus(StatusType.IN_PROGRESS)
                .currentPhase(BuildStage.SUBMITTED.type().toString())
                .buildComplete(false)
                .initiator(initiator(caller.principal()))
                .source(source)
                .sourceVersion(or(request.sourceVersion(), project.sourceVersion()))
                .resolvedSourceVersion(resolved().orElse(null))
                .artifacts(described(artifacts, id))
                .cache(or(request.cacheOverride(), project.cache()))
                .environment(environment())
                .serviceRole(or(request.serviceRoleOverride(), project.serviceRole()))
                .timeoutInMinutes(or(request.timeoutInMinutesOverride(), project.timeoutInMinutes()))
                .queuedTimeoutInMinutes(or(request.queuedTimeoutInMinutesOverride(), project.queuedTimeoutInMinutes()))
                .encryptionKey(or(request.encryptionKeyOverride(), project.encryptionKey()))
                .logs(logs(scope, uuid))
                .build();
        return new StoredBuild(build, artifacts);
    }

    private ProjectSource source() {
        ProjectSource source = project.source().toBuilder()
                .buildspec(or(request.buildspecOverride(), project.source().buildspec()))
                .type(or(request.sourceTypeOverrideAsString(), project.source().typeAsString()))
                .location(or(request.sourceLocationOverride(), project.source().location()))
                .build();
        if (source.type() == SourceType.CODEPIPELINE) {
            throw invalid(
                    "Project " + project.name()
                            + " takes its source from CodePipeline: start its pipeline, or override the source's type and location");
        }
        rules.check(source);
        return source;
    }

    private ProjectArtifacts artifacts(ProjectSource source) {
        ProjectArtifacts artifacts = or(request.artifactsOverride(), project.artifacts());
        if (artifacts == null || artifacts.type() == ArtifactsType.CODEPIPELINE) {
            throw invalid("Project " + project.name()
                    + " hands its artifacts to CodePipeline: start its pipeline, or override the artifacts");
        }
        rules.check(artifacts, source);
        return artifacts;
    }

    private static BuildArtifacts described(ProjectArtifacts artifacts, String id) {
        return artifacts.type() == ArtifactsType.S3
                ? BuildArtifacts.builder()
                        .location(ArtifactUpload.place(artifacts, id, Optional.empty())
                                .arn())
                        .build()
                : BuildArtifacts.builder().build();
    }

    private Optional<String> resolved() {
        return request.environmentVariablesOverride().stream()
                .filter(variable -> RESOLVED_VERSION.equals(variable.name()))
                .map(EnvironmentVariable::value)
                .findFirst();
    }

    private ProjectEnvironment environment() {
        rules.checkVariables(request.environmentVariablesOverride());
        ProjectEnvironment environment = project.environment();
        Map<String, EnvironmentVariable> variables = new LinkedHashMap<>();
        environment.environmentVariables().forEach(variable -> variables.put(variable.name(), variable));
        request.environmentVariablesOverride().stream()
                .filter(variable -> !RESOLVED_VERSION.equals(variable.name()))
                .map(Projects::typed)
                .forEach(variable -> variables.put(variable.name(), variable));
        return environment.toBuilder()
                .environmentVariables(variables.values())
                .type(or(request.environmentTypeOverrideAsString(), environment.typeAsString()))
                .image(or(request.imageOverride(), environment.image()))
                .computeType(or(request.computeTypeOverrideAsString(), environment.computeTypeAsString()))
                .privilegedMode(or(request.privilegedModeOverride(), environment.privilegedMode()))
                .build();
    }

    /** Nothing where the project wants no log in CloudWatch. */
    private @Nullable LogsLocation logs(Scope scope, String uuid) {
        LogsConfig config = or(request.logsConfigOverride(), project.logsConfig());
        if (config != null) {
            rules.check(config);
        }
        if (config == null || config.cloudWatchLogs() == null) {
            return location(scope, "/aws/codebuild/" + project.name(), uuid);
        }
        if (config.cloudWatchLogs().status() == LogsConfigStatusType.DISABLED) {
            return null;
        }
        String group = or(config.cloudWatchLogs().groupName(), "/aws/codebuild/" + project.name());
        String prefix = config.cloudWatchLogs().streamName();
        return location(scope, String.valueOf(group), prefix == null || prefix.isEmpty() ? uuid : prefix + "/" + uuid);
    }

    private static LogsLocation location(Scope scope, String group, String stream) {
        return LogsLocation.builder()
                .groupName(group)
                .streamName(stream)
                .cloudWatchLogsArn(scope.arn("logs", "log-group:" + group + ":log-stream:" + stream))
                .build();
    }

    /** A user's name, a session's role and name; {@code root} for the account itself. */
    private static String initiator(Principal principal) {
        String arn = principal.arn();
        String last = arn.substring(arn.lastIndexOf(':') + 1);
        return switch (principal.kind()) {
            case USER -> last.substring(last.lastIndexOf('/') + 1);
            case ROLE_SESSION -> last.replaceFirst("^assumed-role/", "");
            case ROOT, SERVICE -> last;
        };
    }

    private static <T> @Nullable T or(@Nullable T given, @Nullable T otherwise) {
        return given == null ? otherwise : given;
    }
}
