package dev.fargatecd.local.s3;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 in-process. */
final class S3ServiceTest extends S3Contract {
    private static LocalCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Override
    S3Client s3() {
        return cloud.client(S3Client.class);
    }
}
