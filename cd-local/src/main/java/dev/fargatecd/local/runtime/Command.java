package dev.fargatecd.local.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start: words, environment and folder.
 *
 * @param words the program (looked up on the environment's PATH where it has no slash) and its arguments; at least one
 * @param environment all of it: nothing is inherited (see {@link HostEnvironment} for what may be)
 * @param folder an existing one, in which the program starts
 */
public record Command(List<String> words, Map<String, String> environment, Path folder) {
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word: the program");
        }
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "Command" + words + " in " + folder;
    }
}
