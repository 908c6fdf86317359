package dev.fargatecd.aws;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's HTTP clients for one target, each made when it is first asked for, all over one HTTP client. */
public final class SdkClients implements ClientSource, AutoCloseable {
    private final Target target;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(10))
            .socketTimeout(Duration.ofSeconds(60))
            .build();
    private final Map<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();

    public SdkClients(Target target) {
        this.target = target;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> api) {
        return api.cast(clients.computeIfAbsent(api, this::build));
    }

    private SdkClient build(Class<?> api) {
        try {
            AwsClientBuilder<?, ?> builder =
                    (AwsClientBuilder<?, ?>) api.getMethod("builder").invoke(null);
            builder.region(target.region()).credentialsProvider(target.credentials());
            target.endpoint().ifPresent(builder::endpointOverride);
            ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
            if (builder instanceof S3ClientBuilder s3 && !target.isAws()) {
                s3.forcePathStyle(true); // a bucket's name is no host that a private endpoint resolves
            }
            return (SdkClient) builder.build();
        } catch (NoSuchMethodException | IllegalAccessException notAClient) {
            throw new IllegalArgumentException(api.getName() + " is no client interface of the AWS SDK", notAClient);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException("the SDK could not make a builder of " + api.getName(), failure.getCause());
        }
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
    }
}
