package dev.fargatecd.aws;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * An account in a region, and where its APIs answer.
 *
 * @param endpoint empty for AWS itself; else the URL that serves every API, such as a local cloud's
 */
public record Target(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    /** AWS itself. */
    public static Target aws(Region region, AwsCredentialsProvider credentials) {
        return new Target(region, credentials, Optional.empty());
    }

    /** Whether this is AWS itself, where things cost money. */
    public boolean isAws() {
        return endpoint.isEmpty();
    }
}
