package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command said, and how it ended.
 *
 * @param out its data
 * @param err its talk
 */
record CommandRun(int exitCode, String out, String err) {
    /** Runs the command in a folder, with nobody at the terminal. */
    static CommandRun of(Path folder, Path state, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                100,
                new Theme(true, false));
        CommandContext context = new CommandContext(terminal, Map.of("FARGATE_CD_STATE", state.toString()), folder);
        int exitCode = Main.run(context, arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
