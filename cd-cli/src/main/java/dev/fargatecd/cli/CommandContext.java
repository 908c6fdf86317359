package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import java.nio.file.Path;
import java.util.Map;

/** What every command is given: where to speak, and where it stands. */
public record CommandContext(Terminal terminal, Map<String, String> environment, Path directory) {}
