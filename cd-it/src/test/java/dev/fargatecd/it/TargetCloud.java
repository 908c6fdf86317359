package dev.fargatecd.it;

import dev.fargatecd.aws.ClientSource;
import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.ProgressListener;
import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.Target;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/**
 * The cloud that the suite runs against, named by the system property {@code target}: {@code embedded}, a cloud in this
 * JVM reached over HTTP, is the default; {@code in-process} is the same cloud without HTTP.
 */
final class TargetCloud implements AutoCloseable {
    private final LocalCloud cloud;
    private final Target target;
    private final Polling polling = Polling.atPace(Polling.Pace.local());
    private final SdkClients overHttp;
    private final ClientSource clients;

    private TargetCloud(LocalCloud cloud, boolean inProcess) {
        this.cloud = cloud;
        target = new Target(
                Region.of(cloud.scope().region()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())),
                Optional.of(cloud.endpoint()));
        overHttp = new SdkClients(target);
        clients = inProcess ? cloud::client : overHttp;
    }

    static TargetCloud open() throws IOException {
        return open(System.getProperty("target", "embedded"));
    }

    static TargetCloud open(String name) throws IOException {
        return switch (name) {
            case "embedded" -> new TargetCloud(LocalCloud.start(LocalCloudOptions.defaults()), false);
            case "in-process" -> new TargetCloud(LocalCloud.start(LocalCloudOptions.defaults()), true);
            default ->
                throw new IllegalArgumentException("-Dtarget=" + name + " is unknown: it is embedded or in-process");
        };
    }

    LocalCloud cloud() {
        return cloud;
    }

    <C extends SdkClient> C client(Class<C> api) {
        return clients.client(api);
    }

    Deliveries deliveries() {
        return deliveries(ProgressListener.silent());
    }

    Deliveries deliveries(ProgressListener progress) {
        return new Deliveries(clients, target, polling, Clock.systemUTC(), progress);
    }

    @Override
    public void close() {
        polling.close();
        overHttp.close();
        cloud.close();
    }
}
