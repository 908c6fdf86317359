package dev.fargatecd.local.codebuild;

/** A phase that failed, with what its context says: AWS's status code and a message. */
final class StageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    StageFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    static StageFailure of(String code, String doing, Exception cause) {
        StageFailure failure = new StageFailure(code, doing + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
