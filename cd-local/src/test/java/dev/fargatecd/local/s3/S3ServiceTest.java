package dev.fargatecd.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

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

    /** The SDK's client refuses these by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"ab", "Upper", "under_score", "192.168.0.1", "a..b", "-a-", "xn--abc"})
    void refusesNamesThatNoBucketCanHave(String name) {
        assertCode(400, "InvalidBucketName", () -> s3().createBucket(request -> request.bucket(name)));
    }

    @Test
    void keepsKeysThatLookLikePaths() {
        s3().createBucket(request -> request.bucket("paths"));
        s3().putObject(request -> request.bucket("paths").key("../../a"), RequestBody.fromString("hello"));

        assertThat(s3().listObjectsV2(request -> request.bucket("paths")).contents())
                .extracting(S3Object::key)
                .containsExactly("../../a");
        assertThat(cloud.client(S3Client.class)
                        .getObjectAsBytes(request -> request.bucket("paths").key("../../a"))
                        .asUtf8String())
                .isEqualTo("hello");
    }
}
