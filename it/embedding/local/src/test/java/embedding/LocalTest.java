package embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class LocalTest {
    @Test
    void servesClientsInProcess() throws Exception {
        // snippet: local
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            S3Client s3 = cloud.client(S3Client.class); // in-process; other clients take endpoint() and rootKey()
            s3.createBucket(request -> request.bucket("things"));
            assertEquals(1, s3.listBuckets().buckets().size());
        }
        // end
    }
}
