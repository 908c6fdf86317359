package dev.fargatecd.local.codebuild;

import static dev.fargatecd.local.codebuild.CodeBuildFaults.exists;
import static dev.fargatecd.local.codebuild.CodeBuildFaults.notFound;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;

/** Build projects: made, changed, found. */
final class Projects {
    private static final int TIMEOUT_MINUTES = 60;
    private static final int QUEUED_TIMEOUT_MINUTES = 480;
    private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final CloudContext cloud;
    private final Table<Project> projects;

    Projects(CloudContext cloud) {
        this.cloud = cloud;
        projects = cloud.store().table("codebuild.projects", Project.class);
    }

    Project create(Scope scope, CreateProjectRequest request) {
        Instant now = cloud.clock().instant();
        Project project = Project.builder()
                .name(request.name())
                .arn(scope.arn("codebuild", "project/" + request.name()))
                .description(request.description())
                .source(request.source())
                .sourceVersion(request.sourceVersion())
                .artifacts(request.artifacts())
                .cache(or(
                        request.cache(),
                        ProjectCache.builder().type(CacheType.NO_CACHE).build()))
                .environment(typed(request.environment()))
                .serviceRole(role(scope, request.serviceRole()))
                .timeoutInMinutes(or(request.timeoutInMinutes(), TIMEOUT_MINUTES))
                .queuedTimeoutInMinutes(or(request.queuedTimeoutInMinutes(), QUEUED_TIMEOUT_MINUTES))
                .encryptionKey(or(request.encryptionKey(), scope.arn("kms", "alias/aws/s3")))
                .tags(request.tags())
                .logsConfig(request.logsConfig())
                .created(now)
                .lastModified(now)
                .build();
        new ProjectRules("codebuild CreateProject").check(project);
        if (!projects.putIfAbsent(new Key(scope, project.name()), project)) {
            throw exists("Project already exists: " + project.arn());
        }
        return project;
    }

    /** Changes what the request gives, and leaves the rest. */
    Project update(Scope scope, UpdateProjectRequest request) {
        Project old = get(scope, request.name());
        Project project = old.toBuilder()
                .description(or(request.description(), old.description()))
                .source(or(request.source(), old.source()))
                .sourceVersion(or(request.sourceVersion(), old.sourceVersion()))
                .artifacts(or(request.artifacts(), old.artifacts()))
                .cache(or(request.cache(), old.cache()))
                .environment(or(typed(request.environment()), old.environment()))
                .serviceRole(or(role(scope, request.serviceRole()), old.serviceRole()))
                .timeoutInMinutes(or(request.timeoutInMinutes(), old.timeoutInMinutes()))
                .queuedTimeoutInMinutes(or(request.queuedTimeoutInMinutes(), old.queuedTimeoutInMinutes()))
                .encryptionKey(or(request.encryptionKey(), old.encryptionKey()))
                .tags(request.hasTags() ? request.tags() : old.tags())
                .logsConfig(or(request.logsConfig(), old.logsConfig()))
                .lastModified(cloud.clock().instant())
                .build();
        new ProjectRules("codebuild UpdateProject").check(project);
        projects.put(new Key(scope, project.name()), project);
        return project;
    }

    /** CodeBuild takes a role's name for its ARN, as what Ref answers of a role is its name in many a template. */
    private static @Nullable String role(Scope scope, @Nullable String nameOrArn) {
        return nameOrArn == null || !ROLE_NAME.matcher(nameOrArn).matches()
                ? nameOrArn
                : scope.global().arn("iam", "role/" + nameOrArn);
    }

    /** By its name, or its ARN. */
    Project get(Scope scope, String nameOrArn) {
        return find(scope, nameOrArn)
                .orElseThrow(() -> notFound(
                        "Project cannot be found: " + scope.arn("codebuild", "project/" + name(scope, nameOrArn))));
    }

    Optional<Project> find(Scope scope, String nameOrArn) {
        return projects.get(new Key(scope, name(scope, nameOrArn)));
    }

    private static String name(Scope scope, String nameOrArn) {
        String prefix = scope.arn("codebuild", "project/");
        return nameOrArn.startsWith(prefix) ? nameOrArn.substring(prefix.length()) : nameOrArn;
    }

    /** Whether there was one or not, as on AWS. Its builds stay. */
    void delete(Scope scope, String name) {
        projects.remove(new Key(scope, name(scope, name)));
    }

    List<Project> list(Scope scope) {
        return projects.list(scope);
    }

    /** A variable without a type is plain text. */
    static EnvironmentVariable typed(EnvironmentVariable variable) {
        return variable.type() == null
                ? variable.toBuilder().type(EnvironmentVariableType.PLAINTEXT).build()
                : variable;
    }

    private static @Nullable ProjectEnvironment typed(@Nullable ProjectEnvironment environment) {
        return environment == null
                ? null
                : environment.toBuilder()
                        .environmentVariables(environment.environmentVariables().stream()
                                .map(Projects::typed)
                                .toList())
                        .build();
    }

    private static <T> @Nullable T or(@Nullable T given, @Nullable T otherwise) {
        return given == null ? otherwise : given;
    }
}
