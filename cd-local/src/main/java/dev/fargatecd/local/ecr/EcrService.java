package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Amazon ECR: repositories and images, and the registry they are pushed to. */
public final class EcrService implements EcrClient {

    public EcrService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
