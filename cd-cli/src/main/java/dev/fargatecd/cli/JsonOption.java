package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option of a command that answers scripts, too: its answer on stdout has the shape that docs/json.md gives. */
final class JsonOption {
    static final String NAME = "--json";

    @Option(names = NAME, description = "Answer in JSON on stdout; docs/json.md has the shapes.")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** Prints the answer where it is wanted. */
    void print(Terminal terminal, Supplier<?> answer) {
        if (wanted) {
            terminal.print(Json.text(answer.get()));
        }
    }
}
