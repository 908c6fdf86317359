package dev.fargatecd.cli;

import dev.fargatecd.cli.shell.FishCompletion;
import dev.fargatecd.cli.shell.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a distribution has for shells and {@code man}, each where these look for it below a prefix. */
@Command(name = "shell-files", hidden = true, description = "Writes completion for shells and the man page.")
final class ShellFilesCommand implements Callable<Integer> {
    private static final String ZSH = """
            #compdef fargate-cd
            # zsh takes the script for bash; %s
            autoload -U +X bashcompinit && bashcompinit
            source "${${(%%):-%%x}:A:h}/../../bash-completion/completions/fargate-cd"
            _bash_complete -o default -F _complete_fargate-cd
            """;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder share of the distribution.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.root().commandLine();
        write("bash-completion/completions/fargate-cd", AutoComplete.bash("fargate-cd", line));
        write("zsh/site-functions/_fargate-cd", ZSH.formatted("both are made from the command's options."));
        write("fish/vendor_completions.d/fargate-cd.fish", FishCompletion.of(line));
        write("man/man1/fargate-cd.1", ManPage.of(line, Main.version()));
        return ExitCode.OK.value();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
