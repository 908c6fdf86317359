package dev.fargatecd.cli.shell;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion in the fish shell: a line for each command and each option.
 *
 * @see <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>
 */
public final class FishCompletion {
    private FishCompletion() {}

    /** The script for a command with its subcommands. */
    public static String of(CommandLine line) {
        String name = line.getCommandName();
        StringBuilder script = new StringBuilder("# Completes " + name + " in fish; made from its options.\n");
        for (CommandLine subcommand : Commands.visible(line)) {
            CommandSpec command = subcommand.getCommandSpec();
            script.append("complete -c ")
                    .append(name)
                    .append(" -n __fish_use_subcommand -f -a ")
                    .append(command.name())
                    .append(" -d ")
                    .append(quoted(first(command.usageMessage().description())))
                    .append('\n');
            command.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> script.append("complete -c ")
                            .append(name)
                            .append(" -n '__fish_seen_subcommand_from ")
                            .append(command.name())
                            .append("'")
                            .append(words(option))
                            .append('\n'));
        }
        return script.toString();
    }

    private static String words(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            words.append(" -r");
        }
        return words.append(" -d ").append(quoted(first(option.description()))).toString();
    }

    private static String first(String[] sentences) {
        return sentences.length == 0 ? "" : sentences[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
