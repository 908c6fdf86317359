package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import java.util.List;

/** Says that stacks in an account are not what the definition renders now. */
final class OutdatedStacks {
    private OutdatedStacks() {}

    /** One line with what to do; nothing where there is none. */
    static void say(Terminal terminal, List<String> stacks) {
        if (!stacks.isEmpty()) {
            terminal.say(sentence(stacks) + "; fargate-cd plan shows how, fargate-cd up changes it");
        }
    }

    /** The same where they are about to be changed. */
    static void sayUpdated(Terminal terminal, List<String> stacks) {
        if (!stacks.isEmpty()) {
            terminal.say(sentence(stacks) + " now, and will be changed");
        }
    }

    /** Without a full stop. */
    static String sentence(List<String> stacks) {
        return (stacks.size() == 1 ? "Stack " : "Stacks ") + String.join(", ", stacks)
                + (stacks.size() == 1 ? " is" : " are") + " not what the definition renders";
    }
}
