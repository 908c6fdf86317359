package dev.fargatecd.local.kernel;

import software.amazon.awssdk.core.SdkPojo;

/** Stands before every call, in-process and over HTTP, and decides whether its caller may make it. */
public interface Guard {
    /**
     * Lets a call pass.
     *
     * @param request of the SDK
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException the service's own refusal, where the caller may
     *     not do what the request asks for
     */
    void admit(Caller caller, SdkPojo request);

    /**
     * Lets something pass that no request of the SDK asks for: a push by git, say.
     *
     * @param action for example {@code codecommit:GitPush}
     * @param resource its ARN
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException where the caller may not
     */
    void admit(Caller caller, String action, String resource);

    /** Lets everything pass. */
    Guard NONE = new Guard() {
        @Override
        public void admit(Caller caller, SdkPojo request) {}

        @Override
        public void admit(Caller caller, String action, String resource) {}
    };
}
