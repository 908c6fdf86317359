package dev.fargatecd.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The main of a JVM that a test kills: a cloud that puts its folder into the given one, and prints its endpoint. */
final class CloudThatIsKilled {
    private CloudThatIsKilled() {}

    public static void main(String[] arguments) throws Exception {
        LocalCloudOptions usual = LocalCloudOptions.defaults();
        LocalCloud cloud = LocalCloud.start(new LocalCloudOptions(
                usual.port(), usual.account(), usual.region(), usual.rootKey(), Optional.of(Path.of(arguments[0]))));
        System.out.println(cloud.endpoint());
        new CountDownLatch(1).await();
    }
}
