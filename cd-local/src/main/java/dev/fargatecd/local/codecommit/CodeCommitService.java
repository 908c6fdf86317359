package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** AWS CodeCommit: git repositories, by API and by git over HTTP. */
public final class CodeCommitService implements CodeCommitClient {

    public CodeCommitService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
