package dev.fargatecd.local.kernel;

import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;

/** The way services, and whoever embeds the cloud, call its services in-process: as somebody, through the SDK's interfaces. */
public interface Clients {
    /** The header by which AWS's services tell STS for which resource they act. Of anybody else it means nothing. */
    String SOURCE_ARN_HEADER = "x-amz-source-arn";

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
    default RoleSession assumeRole(String serviceHost, Scope scope, String roleArn, String sessionName) {
        return assumeRole(serviceHost, scope, roleArn, sessionName, Optional.empty());
    }

    /**
     * Assumes a role as one of AWS's services does for one of its resources.
     *
     * @param sourceArn the resource for which the service acts, such as a build project: what a trust policy's condition
     *     on {@code aws:SourceArn} is compared with
     * @see #assumeRole(String, Scope, String, String)
     */
    RoleSession assumeRole(
            String serviceHost, Scope scope, String roleArn, String sessionName, Optional<String> sourceArn);

    /** What stands before each call, for what comes in by other ways than requests of the SDK. */
    Guard guard();
}
