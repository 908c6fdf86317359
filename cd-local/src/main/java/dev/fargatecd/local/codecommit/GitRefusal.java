package dev.fargatecd.local.codecommit;

/** A git client is not let in; the message is for its user. */
final class GitRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    GitRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status: 401 lets git ask its credential helper and come again. */
    int status() {
        return status;
    }
}
