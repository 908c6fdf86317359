package dev.fargatecd.local.images;

/** A Dockerfile that can't be built here; the message begins with the file and the line. */
public final class DockerfileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    DockerfileException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
        this.line = line;
    }

    /** The line the instruction begins in, from 1. */
    public int line() {
        return line;
    }

    /** A problem that a real engine would not have. */
    static DockerfileException needsEngine(String file, int line, String what) {
        return new DockerfileException(
                file, line, what + " is not supported by the process runtime; `--runtime docker` builds it");
    }
}
