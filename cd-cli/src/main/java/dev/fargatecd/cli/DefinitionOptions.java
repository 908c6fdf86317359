package dev.fargatecd.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which definition a command is about. */
final class DefinitionOptions {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            description = "The folder with fargate-cd.yml, or one below it. Default: this one.")
    private @Nullable Path directory;

    /** Reads the definition, looking upwards from the folder that is named. */
    Workspace read(Path current) {
        return Workspace.around(directory == null ? current : current.resolve(directory));
    }
}
