package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.buildtools.BuildTools;
import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.Build;

/** The variables of a build: this machine's, AWS's, CodeBuild's own, the buildspec's and the project's, later over earlier. */
final class BuildEnvironment {
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** @param host what builds may see of this machine's environment */
    BuildEnvironment(Map<String, String> host) {
        variables.putAll(host);
    }

    /**
     * The variables of "Environment variables in build environments", as far as they mean something here.
     *
     * @param source the folder of the source
     */
    BuildEnvironment codeBuild(Build build, Path source) {
        variables.put("CODEBUILD_CI", "true");
        variables.put("CODEBUILD_BUILD_ID", build.id());
        variables.put("CODEBUILD_BUILD_ARN", build.arn());
        variables.put("CODEBUILD_BUILD_NUMBER", String.valueOf(build.buildNumber()));
        variables.put("CODEBUILD_BUILD_IMAGE", build.environment().image());
        variables.put("CODEBUILD_BUILD_SUCCEEDING", "1");
        variables.put("CODEBUILD_BUILD_URL", build.arn());
        variables.put("CODEBUILD_INITIATOR", build.initiator());
        variables.put("CODEBUILD_SRC_DIR", source.toString());
        variables.put("CODEBUILD_START_TIME", String.valueOf(build.startTime().toEpochMilli()));
        put("CODEBUILD_LOG_PATH", Optional.ofNullable(build.logs()).map(logs -> logs.streamName()));
        put("CODEBUILD_SOURCE_REPO_URL", Optional.ofNullable(build.source().location()));
        put("CODEBUILD_SOURCE_VERSION", Optional.ofNullable(build.sourceVersion()));
        put("CODEBUILD_RESOLVED_SOURCE_VERSION", Optional.ofNullable(build.resolvedSourceVersion()));
        return this;
    }

    /**
     * By which any AWS SDK and the AWS CLI in the build reach this cloud, as the build's role, and no other account: the
     * user's own profiles are out of reach.
     */
    BuildEnvironment aws(Scope scope, URI endpoint, AccessKey role, Path folder) {
        variables.put("AWS_REGION", scope.region());
        variables.put("AWS_DEFAULT_REGION", scope.region());
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("AWS_ACCESS_KEY_ID", role.id());
        variables.put("AWS_SECRET_ACCESS_KEY", role.secret());
        put("AWS_SESSION_TOKEN", role.sessionToken());
        variables.put("AWS_CONFIG_FILE", folder.resolve("aws-config").toString());
        variables.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("aws-credentials").toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return this;
    }

    /** Those that somebody has written: the buildspec's, the project's, those that the build was started with. */
    BuildEnvironment variables(Map<String, String> written) {
        variables.putAll(written);
        return this;
    }

    /** The tools' folder comes first on the PATH, and they work where the cloud says, whoever has set something else. */
    BuildEnvironment tools(BuildTools.Session tools) {
        variables.putAll(tools.variables());
        variables.merge("PATH", tools.bin().toString(), (path, first) -> first + ":" + path);
        return this;
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    private void put(String name, Optional<String> value) {
        value.ifPresent(there -> variables.put(name, there));
    }
}
