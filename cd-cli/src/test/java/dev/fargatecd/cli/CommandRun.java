package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command said, and how it ended.
 *
 * @param out its data
 * @param err its talk
 */
record CommandRun(int exitCode, String out, String err) {
    /** Runs the command in a folder, with nobody at the terminal. */
    static CommandRun of(Path folder, Path state, String... arguments) {
        return run(folder, state, Optional.empty(), arguments);
    }

    /** Runs the command in a folder, with somebody at the terminal who types that. */
    static CommandRun typing(String answers, Path folder, Path state, String... arguments) {
        return run(folder, state, Optional.of(answers), arguments);
    }

    /** Runs the command with more of an environment, with nobody at the terminal. */
    static CommandRun with(Map<String, String> environment, Path folder, String... arguments) {
        return run(folder, environment, Optional.empty(), arguments);
    }

    private static CommandRun run(Path folder, Path state, Optional<String> answers, String... arguments) {
        return run(folder, Map.of("FARGATE_CD_STATE", state.toString()), answers, arguments);
    }

    private static CommandRun run(
            Path folder, Map<String, String> environment, Optional<String> answers, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                answers.isPresent(),
                100,
                new Theme(true, false));
        CommandContext context = new CommandContext(
                terminal,
                environment,
                folder,
                new ByteArrayInputStream(answers.orElse("").getBytes(StandardCharsets.UTF_8)));
        int exitCode = Main.run(context, arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
