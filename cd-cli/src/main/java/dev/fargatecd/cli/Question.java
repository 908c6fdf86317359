package dev.fargatecd.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks before something that costs money or can't be undone. */
final class Question {
    private static final Set<String> YES = Set.of("y", "yes");

    private final CommandContext context;

    Question(CommandContext context) {
        this.context = context;
    }

    /**
     * Goes on only after a yes.
     *
     * @param answered whether the command line said yes already
     * @param otherwise what is told when the answer is no
     */
    void orStop(String question, boolean answered, String otherwise) throws IOException {
        if (answered) {
            return;
        }
        if (!context.terminal().interactive()) {
            throw new CommandException(
                    ExitCode.USAGE, otherwise + ": nobody is there to be asked \"" + question + "\"", "add --yes");
        }
        context.terminal().err().print(question + " [y/N] ");
        context.terminal().err().flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String answer = in.readLine();
        if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new CommandException(ExitCode.FAILED, otherwise + ": the answer was no", "");
        }
    }
}
