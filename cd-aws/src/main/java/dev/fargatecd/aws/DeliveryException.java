package dev.fargatecd.aws;

import java.util.Optional;

/** Something that was asked for did not happen; says what, why, and what to do next. */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String why;
    private final String next;

    /**
     * @param what what happened, without a full stop: "stack welcomer-pipeline was not made"
     * @param why the cause, in AWS's words where it is AWS's
     * @param next the next command to run or thing to do; "" where there is none
     */
    public DeliveryException(String what, String why, String next) {
        super(what + ": " + why);
        this.what = what;
        this.why = why;
        this.next = next;
    }

    /** The same, with the exception that led to it. */
    public DeliveryException(String what, String why, String next, Throwable cause) {
        this(what, why, next);
        initCause(cause);
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    /** What to do next, or empty where nothing can be advised. */
    public Optional<String> next() {
        return next.isEmpty() ? Optional.empty() : Optional.of(next);
    }
}
