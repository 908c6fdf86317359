package dev.fargatecd.local.codepipeline.execution;

/** An action failed, with what AWS shows as its error details. */
public final class ActionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient External external;

    public ActionFailure(String code, String message) {
        this(code, message, External.NOTHING);
    }

    public ActionFailure(String code, String message, External external) {
        super(message);
        this.code = code;
        this.external = external;
    }

    public Outcome outcome() {
        return Outcome.failed(external, code, String.valueOf(getMessage()));
    }
}
