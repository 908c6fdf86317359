package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;

/** AWS CodeBuild: projects and builds. */
public final class CodeBuildService implements CodeBuildClient {

    public CodeBuildService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
