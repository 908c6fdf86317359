package dev.fargatecd.local.gateway;

import dev.fargatecd.local.door.Door;
import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.MemoryStore;
import dev.fargatecd.local.kernel.Principal;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** A gateway before one service that remembers what it was asked and answers what it is told. One call at a time. */
final class EchoCloud implements AutoCloseable {
    static final String DOWNLOAD = "downloaded";

    private final Door door;
    private final SdkClient client;
    private @Nullable SdkPojo seen;
    private @Nullable String seenBody;
    private @Nullable Object answer;

    EchoCloud(Class<?> api) throws Exception {
        AccessKeys keys = new AccessKeys(new MemoryStore());
        keys.add(new AccessKey(
                "AKIDEXAMPLE", "secret", Optional.empty(), Principal.root("000000000000"), Optional.empty()));
        SdkClient service =
                (SdkClient) Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, this::called);
        Gateway gateway =
                new Gateway(Map.of(api, service), Guard.NONE, keys, Clock.systemUTC(), GetCallerIdentityRequest.class);
        door = new Door(0, List.of(), gateway);
        door.open();
        client = client(api, door.endpoint());
    }

    private static SdkClient client(Class<?> api, URI endpoint) throws ReflectiveOperationException {
        AwsClientBuilder<?, ?> builder =
                (AwsClientBuilder<?, ?>) api.getMethod("builder").invoke(null);
        OverHttp.configure(builder, endpoint, AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
        return (SdkClient) builder.build();
    }

    /** The service: remembers the request and answers, or throws what it was told to. */
    private Object called(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null) {
            return signingName(proxy); // serviceName() alone is without arguments
        }
        seen = (SdkPojo) arguments[0];
        for (Object argument : arguments) {
            if (argument instanceof RequestBody body) {
                seenBody = new String(body.contentStreamProvider().newStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (answer instanceof RuntimeException exception) {
            throw exception;
        }
        for (Object argument : arguments) {
            if (argument instanceof ResponseTransformer<?, ?> transformer) {
                @SuppressWarnings("unchecked") // the gateway's own, which takes any response
                ResponseTransformer<Object, Object> any = (ResponseTransformer<Object, Object>) transformer;
                return any.transform(
                        answer,
                        AbortableInputStream.create(
                                new ByteArrayInputStream(DOWNLOAD.getBytes(StandardCharsets.UTF_8))));
            }
        }
        return Objects.requireNonNull(answer);
    }

    private static Object signingName(Object proxy) {
        try {
            return proxy.getClass().getInterfaces()[0].getField("SERVICE_NAME").get(null);
        } catch (ReflectiveOperationException none) {
            throw new IllegalStateException(none);
        }
    }

    /** Calls an operation over HTTP. */
    Object call(Operation operation, Object given, Object... arguments) throws Throwable {
        seen = null;
        seenBody = null;
        answer = given;
        return operation.call(client, arguments);
    }

    /** The request that arrived, or null where none did. */
    @Nullable
    SdkPojo seen() {
        return seen;
    }

    @Nullable
    String seenBody() {
        return seenBody;
    }

    @Override
    public void close() throws Exception {
        client.close();
        door.close();
    }
}
