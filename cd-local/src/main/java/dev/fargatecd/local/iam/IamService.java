package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.iam.IamClient;

/** AWS IAM: users, roles and policies. */
public final class IamService implements IamClient {

    public IamService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
