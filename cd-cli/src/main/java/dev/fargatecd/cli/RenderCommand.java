package dev.fargatecd.cli;

import dev.fargatecd.templates.RenderedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the templates. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = {
            "Writes cf/ from fargate-cd.yml: plain CloudFormation, to be committed, read and kept.",
            "Names each file that it changed."
        })
final class RenderCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private DefinitionOptions definition = new DefinitionOptions();

    @Option(names = "--stdout", description = "Print the files instead, each after a line with its name.")
    private boolean stdout;

    RenderCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Workspace read = definition.read(context.directory());
        for (RenderedFile file : read.rendering().files()) {
            if (stdout) {
                context.terminal().print("# " + file.path());
                context.terminal().out().print(file.content());
            } else {
                write(read.directory(), file);
            }
        }
        return ExitCode.OK.value();
    }

    private void write(Path directory, RenderedFile file) throws IOException {
        Path path = directory.resolve(file.path());
        if (Files.exists(path) && Files.readString(path).equals(file.content())) {
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, file.content());
        context.terminal().say("Wrote " + path);
    }
}
