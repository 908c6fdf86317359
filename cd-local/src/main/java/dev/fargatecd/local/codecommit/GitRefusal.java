package dev.fargatecd.local.codecommit;

/** A git client is not let in; the message is for its user. */
final class GitRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    GitRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** There is no such repository in that region. */
    static GitRefusal missing(String repository, String region) {
        return new GitRefusal(
                404,
                "CodeCommit has no repository " + repository + " in " + region
                        + "; make it: aws codecommit create-repository --repository-name " + repository);
    }

    /** The HTTP status: 401 lets git ask its credential helper and come again. */
    int status() {
        return status;
    }
}
