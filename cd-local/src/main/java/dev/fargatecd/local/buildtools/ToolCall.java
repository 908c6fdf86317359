package dev.fargatecd.local.buildtools;

import java.nio.file.Path;
import java.util.List;

/**
 * One call of a tool within a build.
 *
 * @param tool its name, {@code docker} for example
 * @param folder where it was called
 * @param words its arguments
 * @param input what came on its stdin; empty but for {@code --password-stdin}
 */
record ToolCall(String tool, Path folder, List<String> words, String input) {
    ToolCall {
        words = List.copyOf(words);
    }

    /** The words up to the first option, at most two, as a message names the call: {@code docker image ls}. */
    String name() {
        StringBuilder name = new StringBuilder(tool);
        for (int i = 0; i < Math.min(2, words.size()) && !words.get(i).startsWith("-"); i++) {
            name.append(' ').append(words.get(i));
        }
        return name.toString();
    }

    /** Without arguments: a password may be among them. */
    @Override
    public String toString() {
        return name();
    }
}
