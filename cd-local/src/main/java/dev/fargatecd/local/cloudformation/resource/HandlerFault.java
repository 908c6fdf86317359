package dev.fargatecd.local.cloudformation.resource;

/** What a declared type itself finds to be wrong; it reaches the events as AWS's handlers report it. */
final class HandlerFault extends RuntimeException {
    private final HandlerError error;

    HandlerFault(HandlerError error, String message) {
        super(message);
        this.error = error;
    }

    HandlerError error() {
        return error;
    }
}
