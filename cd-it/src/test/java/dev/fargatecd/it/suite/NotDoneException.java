package dev.fargatecd.it.suite;

/** A target said that something was done, and it is not: accepted is not works. */
public final class NotDoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what what was said, and what was found: "the pipeline says Succeeded, but its build left no artifact" */
    public NotDoneException(String what) {
        super(what);
    }

    public NotDoneException(String what, Throwable found) {
        super(what + ": " + found.getMessage(), found);
    }
}
