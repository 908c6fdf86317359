package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** AWS CloudFormation: stacks, change sets, events. */
public final class CloudFormationService implements CloudFormationClient {

    public CloudFormationService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
