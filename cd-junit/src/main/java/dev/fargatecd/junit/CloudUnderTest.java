package dev.fargatecd.junit;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.ProgressListener;
import dev.fargatecd.aws.Target;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** One local cloud with what a test asked to have in it; closed by JUnit's store. */
final class CloudUnderTest implements AutoCloseable {
    private final LocalCloud cloud;
    private final Polling polling = Polling.atPace(Polling.Pace.local());
    private final Deliveries deliveries;
    private @Nullable LiveDelivery delivery;

    private CloudUnderTest(LocalCloud cloud) {
        this.cloud = cloud;
        Target target = new Target(
                Region.of(cloud.scope().region()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())),
                Optional.of(cloud.endpoint()));
        deliveries = new Deliveries(cloud::client, target, polling, Clock.systemUTC(), ProgressListener.silent());
    }

    static CloudUnderTest start() {
        try {
            return new CloudUnderTest(LocalCloud.start(LocalCloudOptions.defaults()));
        } catch (IOException failure) {
            throw new UncheckedIOException("the local cloud did not start: " + failure.getMessage(), failure);
        }
    }

    LocalCloud cloud() {
        return cloud;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** The delivery of the project, put in place when it is first asked for. */
    synchronized LiveDelivery delivery(Class<?> test, String project) {
        if (delivery == null) {
            delivery = LiveDelivery.putInPlace(deliveries, Project.of(test, project));
        }
        return delivery;
    }

    @Override
    public synchronized void close() {
        polling.close();
        cloud.close();
        if (delivery != null) {
            delivery.close();
        }
    }
}
