package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.s3.S3Client;

/** Amazon S3: buckets and objects. */
public final class S3Service implements S3Client {

    public S3Service(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
