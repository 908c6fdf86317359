package dev.fargatecd.aws;

import software.amazon.awssdk.core.SdkClient;

/** Where the SDK's clients come from: a real account, any endpoint, or a cloud in this JVM. */
@FunctionalInterface
public interface ClientSource {
    /**
     * The client of that interface; the same one for the same interface where making one is costly.
     *
     * @param api the SDK's interface, for example {@code EcsClient.class}
     */
    <C extends SdkClient> C client(Class<C> api);
}
