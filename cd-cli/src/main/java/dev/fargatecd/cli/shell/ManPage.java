package dev.fargatecd.cli.shell;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The page that {@code man fargate-cd} shows, in the language of {@code man(7)}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>
 */
public final class ManPage {
    private ManPage() {}

    /**
     * The page of a command with its subcommands.
     *
     * @param version what the page's foot says
     */
    public static String of(CommandLine line, String version) {
        CommandSpec command = line.getCommandSpec();
        StringBuilder page = new StringBuilder();
        page.append(".TH FARGATE\\-CD 1 \"\" \"").append(text(version)).append("\" \"\"\n");
        page.append(".SH NAME\n")
                .append(text(command.name()))
                .append(" \\- ")
                .append(first(command))
                .append('\n');
        page.append(".SH SYNOPSIS\n.B ").append(text(command.name())).append("\n.I COMMAND\n[options]\n");
        page.append(".SH COMMANDS\n");
        for (CommandLine subcommand : Commands.visible(line)) {
            section(page, subcommand.getCommandSpec());
        }
        page.append(".SH EXIT STATUS\n");
        for (String foot : command.usageMessage().footer()) {
            if (!foot.isBlank()) {
                page.append(text(foot)).append("\n.PP\n");
            }
        }
        page.append(".SH ENVIRONMENT\n");
        variable(page, "JAVA_HOME", "The Java, 17 or later, that it runs on; else the one on the PATH.");
        variable(page, "NO_COLOR", "No colours, where it is set and not empty.");
        variable(page, "FARGATE_CD_JAVA_OPTS", "Further options of that Java.");
        variable(page, "FARGATE_CD_STATE", "The folder that says where the local cloud is.");
        return page.toString();
    }

    private static void section(StringBuilder page, CommandSpec command) {
        page.append(".SS ").append(text(command.name())).append('\n');
        for (String sentence : command.usageMessage().description()) {
            page.append(text(sentence)).append("\n.br\n");
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            argument(page, parameter.paramLabel(), parameter);
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                argument(page, String.join(", ", option.names()) + label, option);
            }
        }
    }

    private static void argument(StringBuilder page, String words, ArgSpec argument) {
        page.append(".TP\n.B ")
                .append(text(words))
                .append('\n')
                .append(text(String.join(" ", argument.description())))
                .append('\n');
    }

    private static void variable(StringBuilder page, String name, String sentence) {
        page.append(".TP\n.B ")
                .append(text(name))
                .append('\n')
                .append(text(sentence))
                .append('\n');
    }

    private static String first(CommandSpec command) {
        return text(List.of(command.usageMessage().description()).get(0));
    }

    /** A backslash begins a request inside of a line, a dot or an apostrophe at its beginning; a plain hyphen is a dash. */
    private static String text(String words) {
        String escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
