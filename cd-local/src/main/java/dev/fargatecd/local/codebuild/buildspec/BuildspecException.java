package dev.fargatecd.local.codebuild.buildspec;

/** A buildspec that can't be run; the message begins with the file and the line. */
public final class BuildspecException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    BuildspecException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
        this.line = line;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
