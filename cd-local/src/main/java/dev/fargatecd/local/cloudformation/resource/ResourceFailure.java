package dev.fargatecd.local.cloudformation.resource;

/** A resource could not be made, changed or removed; the message is the reason that its event shows. */
public final class ResourceFailure extends RuntimeException {
    public ResourceFailure(String reason) {
        super(reason);
    }

    public ResourceFailure(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** What AWS's handlers report, in CloudFormation's words. */
    static ResourceFailure reported(String message, HandlerError error, String requestToken) {
        return new ResourceFailure("Resource handler returned message: \"" + message + "\" (RequestToken: "
                + requestToken + ", HandlerErrorCode: " + error + ")");
    }

    /** A resource that did not come to rest in time. */
    public static ResourceFailure notStabilized(String requestToken) {
        return reported("Exceeded attempts to wait", HandlerError.NOT_STABILIZED, requestToken);
    }
}
