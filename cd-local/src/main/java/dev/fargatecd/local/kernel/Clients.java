package dev.fargatecd.local.kernel;

import software.amazon.awssdk.core.SdkClient;

/** The way services, and whoever embeds the cloud, call its services in-process: as somebody, through the SDK's interfaces. */
public interface Clients {
    /**
     * A client whose calls are made as that caller, without HTTP.
     *
     * @param api the SDK's interface, for example {@code EcsClient.class}
     * @throws IllegalArgumentException where the cloud has no such service
     */
    <C extends SdkClient> C as(Caller caller, Class<C> api);

    /**
     * Assumes a role as one of AWS's services does, through STS and so by the role's trust policy.
     *
     * @param serviceHost for example {@code codebuild.amazonaws.com}
     * @throws software.amazon.awssdk.services.sts.model.StsException where the role does not exist or does not trust
     *     the service
     */
    RoleSession assumeRole(String serviceHost, Scope scope, String roleArn, String sessionName);
}
