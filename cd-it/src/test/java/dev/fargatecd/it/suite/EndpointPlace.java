package dev.fargatecd.it.suite;

import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Whatever answers AWS's APIs at an address. {@code -Dtarget.name} and {@code -Dtarget.version} say what that is;
 * the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment, else "test" and "test".
 */
final class EndpointPlace {
    private EndpointPlace() {}

    static Place at(URI endpoint) {
        Target target = new Target(
                Region.of(environment("AWS_REGION", "us-east-1")),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment("AWS_ACCESS_KEY_ID", "test"), environment("AWS_SECRET_ACCESS_KEY", "test"))),
                Optional.of(endpoint));
        return new Place(
                System.getProperty("target.name", "endpoint"),
                System.getProperty("target.version", "version not said"),
                false,
                target,
                Optional.empty(),
                Polling.Pace.local(),
                Duration.ofSeconds(Integer.getInteger("target.patience", 20)),
                false,
                () -> {});
    }

    private static String environment(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }
}
