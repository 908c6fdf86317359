package dev.fargatecd.it.suite;

import dev.fargatecd.aws.ClientSource;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The local cloud, in this JVM. */
final class EmbeddedPlace {
    private EmbeddedPlace() {}

    static Place overHttp() throws IOException {
        LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults());
        return place("embedded", cloud, Optional.empty());
    }

    static Place inProcess() throws IOException {
        LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults());
        return place("in-process", cloud, Optional.of(cloud::client));
    }

    private static Place place(String name, LocalCloud cloud, Optional<ClientSource> clients) {
        Target target = new Target(
                Region.of(cloud.scope().region()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())),
                Optional.of(cloud.endpoint()));
        return new Place(
                name,
                "fargate-cd, this commit",
                true,
                target,
                clients,
                Polling.Pace.local(),
                Duration.ofSeconds(90),
                true,
                cloud);
    }
}
