package embedding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.ProgressListener;
import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.Target;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class AwsTest {
    @Test
    void asksAnyEndpoint() {
        // snippet: aws
        Target target = new Target(
                Region.EU_WEST_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Optional.of(URI.create("http://127.0.0.1:1"))); // Target.aws(region, credentials) for AWS itself
        try (SdkClients clients = new SdkClients(target);
                Polling polling = Polling.atPace(Polling.Pace.aws())) {
            Deliveries deliveries =
                    new Deliveries(clients, target, polling, Clock.systemUTC(), ProgressListener.silent());
            deliveries.stacks().find("shop-pipeline");
        } catch (SdkClientException nobodyThere) {
            assertTrue(nobodyThere.getMessage().contains("Connection refused"), nobodyThere.getMessage());
        }
        // end
    }
}
