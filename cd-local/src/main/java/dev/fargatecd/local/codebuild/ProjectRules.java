package dev.fargatecd.local.codebuild;

import static dev.fargatecd.local.codebuild.CodeBuildFaults.invalid;

import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/** What a project, or an override of one, must be: the limits of the CodeBuild API reference. */
final class ProjectRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<SourceType> SOURCES = Set.of(SourceType.CODEPIPELINE, SourceType.S3, SourceType.NO_SOURCE);

    private final String operation;

    /** @param operation for messages: {@code codebuild CreateProject} */
    ProjectRules(String operation) {
        this.operation = operation;
    }

    /** Checks a whole project. */
    void check(Project project) {
        if (project.name() == null || !NAME.matcher(project.name()).matches()) {
            throw invalid("Project name \"" + project.name()
                    + "\" is invalid: 2 to 150 letters, digits, - and _, the first a letter or digit");
        }
        if (project.serviceRole() == null
                || !ROLE.matcher(project.serviceRole()).matches()) {
            throw invalid("Invalid service role: " + project.serviceRole() + " is not a role's ARN");
        }
        check(required("source", project.source()));
        check(required("artifacts", project.artifacts()), project.source());
        check(required("environment", project.environment()));
        check("timeoutInMinutes", project.timeoutInMinutes(), 5, 2160);
        check("queuedTimeoutInMinutes", project.queuedTimeoutInMinutes(), 5, 480);
        if (project.logsConfig() != null) {
            check(project.logsConfig());
        }
    }

    static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw invalid(member + " is required");
        }
        return value;
    }

    void check(ProjectSource source) {
        Supported.only(operation + ": source", source, "type", "location", "buildspec", "gitCloneDepth");
        SourceType type = required("source type", source.type());
        if (type == SourceType.UNKNOWN_TO_SDK_VERSION) {
            throw invalid("Invalid project source: type " + source.typeAsString());
        }
        if (!SOURCES.contains(type)) {
            throw new UnsupportedOperationException(operation + ": source type " + type
                    + " is not supported by the local cloud (CODEPIPELINE, S3 and NO_SOURCE are)");
        }
        boolean hasLocation = source.location() != null && !source.location().isEmpty();
        switch (type) {
            case S3 -> {
                if (!hasLocation) {
                    throw invalid("Invalid project source: location must be bucket/key for source type S3");
                }
            }
            case NO_SOURCE -> {
                if (source.buildspec() == null || source.buildspec().isBlank()) {
                    throw invalid("Invalid project source: buildspec is required for source type NO_SOURCE");
                }
            }
            default -> {
                if (hasLocation) {
                    throw invalid("Invalid project source: location must not be given for source type " + type);
                }
            }
        }
    }

    void check(ProjectArtifacts artifacts, ProjectSource source) {
        ArtifactsType type = required("artifacts type", artifacts.type());
        switch (type) {
            case NO_ARTIFACTS -> {
                // There is nothing to say of them.
            }
            case CODEPIPELINE -> {
                if (source.type() != SourceType.CODEPIPELINE) {
                    throw invalid("Invalid artifacts: type CODEPIPELINE needs source type CODEPIPELINE");
                }
            }
            case S3 -> {
                required("artifacts location (a bucket)", artifacts.location());
                required("artifacts name", artifacts.name());
            }
            case UNKNOWN_TO_SDK_VERSION -> throw invalid("Invalid artifacts: type " + artifacts.typeAsString());
        }
    }

    private void check(ProjectEnvironment environment) {
        Supported.only(
                operation + ": environment",
                environment,
                "type",
                "image",
                "computeType",
                "environmentVariables",
                "privilegedMode",
                "imagePullCredentialsType");
        required("environment type", environment.type());
        required("environment image", environment.image());
        required("environment computeType", environment.computeType());
        checkVariables(environment.environmentVariables());
    }

    void checkVariables(List<EnvironmentVariable> variables) {
        for (EnvironmentVariable variable : variables) {
            if (!VARIABLE.matcher(required("environment variable name", variable.name()))
                    .matches()) {
                throw invalid("Invalid environment variable name: " + variable.name());
            }
            if (variable.type() == EnvironmentVariableType.UNKNOWN_TO_SDK_VERSION) {
                throw invalid(
                        "Invalid type of environment variable " + variable.name() + ": " + variable.typeAsString());
            }
            required("value of environment variable " + variable.name(), variable.value());
        }
    }

    void check(LogsConfig logs) {
        if (logs.s3Logs() != null && logs.s3Logs().status() == LogsConfigStatusType.ENABLED) {
            throw new UnsupportedOperationException(operation + ": logs in S3 are not supported by the local cloud");
        }
    }

    void check(String member, @Nullable Integer minutes, int least, int most) {
        if (minutes != null && (minutes < least || minutes > most)) {
            throw invalid("Invalid " + member + ": " + minutes + "; allowed are " + least + " to " + most);
        }
    }
}
