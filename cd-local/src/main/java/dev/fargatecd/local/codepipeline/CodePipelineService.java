package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** AWS CodePipeline: pipelines, their executions and actions. */
public final class CodePipelineService implements CodePipelineClient {

    public CodePipelineService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
