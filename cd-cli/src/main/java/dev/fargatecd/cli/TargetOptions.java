package dev.fargatecd.cli;

import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where a command acts: the local cloud, AWS, or any endpoint. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "local|aws|URL",
            defaultValue = "local",
            description = "Where to act: the running local cloud (default), AWS, or the URL of any AWS endpoint.")
    private String target = "local";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile of the AWS configuration files whose credentials and region are used.")
    private @Nullable String profile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region, for example eu-west-1. Default: the profile's; locally, the local cloud's.")
    private @Nullable String region;

    /** Whether the target is AWS itself, where things cost money. */
    boolean isAws() {
        return target.equals("aws");
    }

    /** Whether the target is the running local cloud. */
    boolean isLocal() {
        return target.equals("local");
    }

    /** How often the target may be asked. */
    Polling.Pace pace() {
        return isAws() ? Polling.Pace.aws() : Polling.Pace.local();
    }

    /** The target that the options name. */
    Target resolve(Map<String, String> environment) {
        if (target.equals("local")) {
            LocalCloudFile.Running running = LocalCloudFile.of(environment)
                    .read()
                    .orElseThrow(() -> new CommandException(
                            ExitCode.MISSING,
                            "no local cloud is reached: none is running for this user",
                            "fargate-cd local (in another terminal), or --target aws"));
            return new Target(
                    Region.of(region == null ? running.region() : region),
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(running.accessKeyId(), running.secretAccessKey())),
                    Optional.of(running.endpoint()));
        }
        if (isAws()) {
            return Target.aws(awsRegion(), credentials());
        }
        return new Target(awsRegion(), credentials(), Optional.of(endpoint()));
    }

    private URI endpoint() {
        try {
            URI uri = URI.create(target);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // said below, in the same words as for other things that are no endpoint
        }
        throw new CommandException(
                ExitCode.USAGE,
                "--target " + target + " is unknown: it is local, aws, or the URL of an endpoint, such as "
                        + "http://127.0.0.1:4566",
                "");
    }

    private AwsCredentialsProvider credentials() {
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (profile != null) {
            chain.profileName(profile);
        }
        return chain.build();
    }

    private Region awsRegion() {
        if (region != null) {
            return Region.of(region);
        }
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        if (profile != null) {
            chain.profileName(profile);
        }
        try {
            return chain.build().getRegion();
        } catch (SdkClientException none) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "no region is known: neither --region, nor AWS_REGION, nor the profile names one",
                    "add --region, for example --region eu-west-1");
        }
    }
}
