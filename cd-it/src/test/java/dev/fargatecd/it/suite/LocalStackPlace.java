package dev.fargatecd.it.suite;

import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * LocalStack in a container of its own, by Testcontainers. {@code -Dtarget.image} names another image than the last that
 * needs no token; {@code LOCALSTACK_AUTH_TOKEN}, as property or variable, is handed on to it.
 */
final class LocalStackPlace {
    private static final String IMAGE = "localstack/localstack:4.14.0";
    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

    private LocalStackPlace() {}

    static Place start() {
        String image = System.getProperty("target.image", IMAGE);
        LocalStackContainer container = new LocalStackContainer(
                DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"));
        String token = System.getProperty(
                TOKEN, Optional.ofNullable(System.getenv(TOKEN)).orElse(""));
        if (!token.isEmpty()) {
            container.withEnv(TOKEN, token);
        }
        container.withStartupTimeout(Duration.ofMinutes(3));
        container.start();
        Target target = new Target(
                Region.of(container.getRegion()),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())),
                Optional.of(container.getEndpoint()));
        return new Place(
                "localstack",
                image,
                false,
                target,
                Optional.empty(),
                Polling.Pace.local(),
                Duration.ofSeconds(20),
                true,
                container);
    }
}
