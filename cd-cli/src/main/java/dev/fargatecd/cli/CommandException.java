package dev.fargatecd.cli;

import java.util.Optional;

/** A command can't go on; says what happened, why, what to run next, and with which code it ends. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String next;

    /**
     * @param message "{what happened}: {why}"
     * @param next the next command to run or thing to do; "" where there is none
     */
    public CommandException(ExitCode exitCode, String message, String next) {
        super(message);
        this.exitCode = exitCode;
        this.next = next;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public Optional<String> next() {
        return next.isEmpty() ? Optional.empty() : Optional.of(next);
    }
}
