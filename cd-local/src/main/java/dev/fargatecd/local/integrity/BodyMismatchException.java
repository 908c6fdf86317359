package dev.fargatecd.local.integrity;

/** A body that is not the one that was announced; the message says by what. */
public final class BodyMismatchException extends RuntimeException {
    BodyMismatchException(String message) {
        super(message);
    }
}
