package dev.fargatecd.cli;

/** What the command ends with, for scripts. */
public enum ExitCode {
    /** It was done. */
    OK(0),
    /** It was tried and failed: a build, a deployment, a check with errors. */
    FAILED(1),
    /** The command line or the definition is wrong; nothing was tried. */
    USAGE(2),
    /** What the command works on is not there: no local cloud, no stack, no repository. */
    MISSING(3),
    /** Waiting ended before the thing did; it goes on. */
    TIMEOUT(4);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
