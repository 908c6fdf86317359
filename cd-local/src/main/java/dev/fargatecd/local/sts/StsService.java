package dev.fargatecd.local.sts;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS STS: who somebody is, and how one becomes somebody else. */
public final class StsService implements StsClient {

    public StsService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
