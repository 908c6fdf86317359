package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.RuntimeVersion;
import dev.fargatecd.local.runtime.Command;
import dev.fargatecd.local.runtime.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the runtimes that a buildspec asks for with those of this machine. Nothing is ever installed.
 *
 * <p>A newer one than asked for will do: the machine has one Java, and the build says by itself for which it compiles.
 */
final class Runtimes {
    private static final Map<String, List<String>> COMMANDS = Map.of(
            "java", List.of("java", "-version"),
            "nodejs", List.of("node", "--version"),
            "python", List.of("python3", "--version"),
            "golang", List.of("go", "version"),
            "ruby", List.of("ruby", "--version"),
            "php", List.of("php", "--version"),
            "dotnet", List.of("dotnet", "--version"));
    private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?");
    private static final long BOUND_SECONDS = 20;

    private final Programs programs;
    private final Map<String, String> environment;
    private final Path folder;

    Runtimes(Programs programs, Map<String, String> environment, Path folder) {
        this.programs = programs;
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * Checks one.
     *
     * @return what is there, for the log
     * @throws StageFailure where it is missing or older
     */
    String check(String file, RuntimeVersion wanted) throws StageFailure, IOException, InterruptedException {
        String place = file + ":" + wanted.line() + ": runtime-versions: " + wanted.runtime() + " " + wanted.version();
        List<String> command = COMMANDS.get(wanted.runtime());
        if (command == null) {
            throw new StageFailure("YAML_FILE_ERROR", place + " is no runtime that the local cloud knows");
        }
        String there = ask(command)
                .orElseThrow(() -> new StageFailure(
                        "CLIENT_ERROR",
                        place + " is asked for, and this machine has no " + command.get(0)
                                + " (the local cloud installs no runtimes)"));
        if (isOlder(there, wanted.version())) {
            throw new StageFailure(
                    "CLIENT_ERROR",
                    place + " is asked for, and this machine has " + there + " (the local cloud installs no runtimes)");
        }
        return there;
    }

    private Optional<String> ask(List<String> command) throws IOException, InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try {
            int code = programs.start(new Command(command, environment, folder), lines::add)
                    .exit()
                    .get(BOUND_SECONDS, TimeUnit.SECONDS);
            return code != 0 || lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(lines.get(0).strip());
        } catch (ExecutionException | TimeoutException failure) {
            return Optional.empty();
        }
    }

    /** By the first number of each, and the second where both have one. {@code latest} and {@code 3.x} are content. */
    static boolean isOlder(String there, String wanted) {
        Matcher found = VERSION.matcher(there);
        Matcher asked = VERSION.matcher(wanted);
        if (!asked.find()) {
            return false;
        }
        if (!found.find()) {
            return true;
        }
        int major = Integer.compare(Integer.parseInt(found.group(1)), Integer.parseInt(asked.group(1)));
        if (major != 0 || asked.group(2) == null || found.group(2) == null) {
            return major < 0;
        }
        return Integer.parseInt(found.group(2)) < Integer.parseInt(asked.group(2));
    }
}
