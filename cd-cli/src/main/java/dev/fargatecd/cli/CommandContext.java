package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every command is given: where to speak, where to hear answers, and where it stands.
 *
 * @param in what somebody at the terminal types
 */
public record CommandContext(Terminal terminal, Map<String, String> environment, Path directory, InputStream in) {
    /** With the process's own stdin. */
    public CommandContext(Terminal terminal, Map<String, String> environment, Path directory) {
        this(terminal, environment, directory, System.in);
    }

    /**
     * Whether somebody is there to be asked. The launcher says in {@code FARGATE_CD_STDIN} when stdin is no terminal: a
     * question would wait for an answer that never comes.
     */
    boolean canAsk() {
        return terminal.interactive() && !"pipe".equals(environment.get("FARGATE_CD_STDIN"));
    }
}
