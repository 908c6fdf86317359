package dev.fargatecd.cli;

import dev.fargatecd.templates.RenderedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Mixin
    private JsonOption json = new JsonOption();

    /** For scripts. */
    private record Answer(List<Entry> files) {}

    /**
     * One file.
     *
     * @param changed whether it was written because it was missing or another; empty where nothing is written
     * @param content empty where it is written
     */
    private record Entry(String path, Optional<Boolean> changed, Optional<String> content) {}

    RenderCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Workspace read = definition.read(context.directory());
        List<Entry> entries = new ArrayList<>();
        for (RenderedFile file : read.rendering().files()) {
            if (stdout && json.wanted()) {
                entries.add(new Entry(file.path(), Optional.empty(), Optional.of(file.content())));
            } else if (stdout) {
                context.terminal().print("# " + file.path());
                context.terminal().out().print(file.content());
            } else {
                boolean changed = write(read.directory(), file);
                entries.add(new Entry(file.path(), Optional.of(changed), Optional.empty()));
            }
        }
        json.print(context.terminal(), () -> new Answer(entries));
        return ExitCode.OK.value();
    }

    /** Whether it had to be written. */
    private boolean write(Path directory, RenderedFile file) throws IOException {
        Path path = directory.resolve(file.path());
        if (Files.exists(path) && Files.readString(path).equals(file.content())) {
            return false;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, file.content());
        context.terminal().say("Wrote " + path);
        return true;
    }
}
