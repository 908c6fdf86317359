package dev.fargatecd.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks before something that costs money or can't be undone, and for what only somebody at the terminal knows. */
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
        if (!context.canAsk()) {
            throw new CommandException(
                    ExitCode.USAGE, otherwise + ": nobody is there to be asked \"" + question + "\"", "add --yes");
        }
        if (!isAgreed(question)) {
            throw new CommandException(ExitCode.FAILED, otherwise + ": the answer was no", "");
        }
    }

    /** Whether the answer is yes; there must be somebody to ask. */
    boolean isAgreed(String question) throws IOException {
        return line(question + " [y/N] ")
                .filter(answer -> YES.contains(answer.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** What was typed, without blanks around it; empty for nothing, or at the end of the input. */
    Optional<String> line(String prompt) throws IOException {
        context.terminal().err().print(prompt);
        context.terminal().err().flush();
        // byte by byte: a reader with a buffer would take the next question's answer, too
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = context.in().read();
                next != -1 && next != '\n';
                next = context.in().read()) {
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip()).filter(text -> !text.isEmpty());
    }
}
