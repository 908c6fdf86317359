package dev.fargatecd.cli.shell;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** The commands that people are told of. */
final class Commands {
    private Commands() {}

    static List<CommandLine> visible(CommandLine line) {
        Collection<CommandLine> all = line.getSubcommands().values();
        return all.stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
    }
}
