package dev.fargatecd.local.gateway;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.kernel.AccessKey;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's clients over HTTP, as its users build them. */
public final class OverHttp {
    private OverHttp() {}

    /** A client of the account itself, that does not ask twice. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            LocalCloud cloud, B builder) {
        return client(cloud, cloud.rootKey(), builder);
    }

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            LocalCloud cloud, AccessKey key, B builder) {
        AwsCredentials credentials = key.sessionToken()
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(key.id(), key.secret(), token))
                .orElseGet(() -> AwsBasicCredentials.create(key.id(), key.secret()));
        configure(builder, cloud.endpoint(), credentials);
        return builder.build();
    }

    static void configure(AwsClientBuilder<?, ?> builder, URI endpoint, AwsCredentials credentials) {
        builder.region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true));
        ((AwsSyncClientBuilder<?, ?>) builder).httpClientBuilder(UrlConnectionHttpClient.builder());
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(true);
        }
    }

    static AccessKey key(String id, String secret, LocalCloud cloud) {
        return new AccessKey(id, secret, Optional.empty(), cloud.rootKey().principal(), Optional.empty());
    }
}
